#include "families.test.h"
#include "reference.test.h"

void test_middle_cases(int cases) {
  const uint32_t some_k[] = {3, 5, 17, 40, 100, 200};
  Seeded random(11);
  for (const Family& family : kMiddleFamilies) {
    Check check(std::string("thousands of values against a dynamic programme: ") + family.name);
    for (int i = 0; i < std::max(1, cases / 10'000); i++) {
      const Values values = draw(family, random, 4200 + random.below(3000));
      const uint32_t k = some_k[random.below(cases < 10'000 ? 3 : 6)];
      const Weighted points(values);
      const Data data(values);
      const Solution solution = solve(data, k);
      check_optimal(check, points, solution, best_by_halving(points, solution.k));
    }
  }
}
