#include <cstdio>
#include <cstdlib>

#include "report.test.h"

void test_functions(int cases);
void test_descent(int cases);
void test_least_squares(int cases);
void test_interface();

int main(int count, char** arguments) {
  const int cases = count > 1 ? atoi(arguments[1]) : 24'000;
  test_functions(cases);
  test_descent(cases / 40);
  test_least_squares(cases / 40);
  test_interface();
  printf("%d passed, %d failed\n", Check::passed, Check::failed);
  return Check::failed > 0;
}
