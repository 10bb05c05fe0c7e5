#include <cstdio>
#include <cstdlib>

#include "report.test.h"

void test_gradients(int cases);
void test_steps(int cases);
void test_interface();

int main(int count, char** arguments) {
  const int cases = count > 1 ? atoi(arguments[1]) : 24'000;
  test_gradients(cases / 4);
  test_steps(cases / 4);
  test_interface();
  printf("%d passed, %d failed\n", Check::passed, Check::failed);
  return Check::failed > 0;
}
