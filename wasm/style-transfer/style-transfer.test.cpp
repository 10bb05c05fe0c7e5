#include <cstdio>
#include <cstdlib>

#include "report.test.h"

void test_convolutions(int cases);
void test_pooling(int cases);
void test_gram(int cases);
void test_gradients(int cases);
void test_interface();

int main(int count, char** arguments) {
  const int cases = count > 1 ? atoi(arguments[1]) : 24'000;
  test_convolutions(cases / 6);
  test_pooling(cases / 3);
  test_gram(cases / 8);
  test_gradients(cases / 6);
  test_interface();
  printf("%d passed, %d failed\n", Check::passed, Check::failed);
  return Check::failed > 0;
}
