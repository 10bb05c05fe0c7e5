// color-quantization.test [cases]: how many random pictures to try, divided among the tests.
#include <cstdio>
#include <cstdlib>

#include "pictures.test.h"

int main(int count, char** arguments) {
  const int cases = count > 1 ? atoi(arguments[1]) : 24'000;
  test_interface(cases);
  test_spaces();
  test_properties(cases);
  test_gray(cases);
  test_dither(cases);
  test_digests();
  printf("%d passed, %d failed\n", Check::passed, Check::failed);
  return Check::failed > 0;
}
