// kmeans1d.test [cases]: how many random small cases to try; the other tests get smaller below 10,000.
#include <cstdio>
#include <cstdlib>

#include "check.test.h"

int main(int count, char** arguments) {
  const int cases = count > 1 ? atoi(arguments[1]) : 24'000;
  test_interface();
  test_small_cases(cases);
  test_ties(cases);
  test_across_k(cases);
  test_ill_conditioned(cases);
  test_middle_cases(cases);
  printf("%d passed, %d failed\n", Check::passed, Check::failed);
  return Check::failed > 0;
}
