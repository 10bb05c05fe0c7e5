#include <algorithm>
#include <cmath>

#include "families.test.h"
#include "reference.test.h"

// From one cluster to more than there are values, most often few of them.
static uint32_t some_k(Seeded& random, uint32_t n) {
  if (n < 12) return 1 + random.below(n + 2);
  return 1 + random.below(random.below(3) ? n / 2 : 12);
}

void test_small_cases(int cases) {
  Seeded random(7);
  for (const Family& family : kSmallFamilies) {
    Check check(std::string("small sets against everything tried: ") + family.name);
    for (size_t i = 0; i < cases / kSmallFamilies.size(); i++) {
      const Values values = draw(family, random, 1 + random.below(i % 20 == 0 ? 100 : 40));
      const Weighted points(values);
      const auto distinct = static_cast<uint32_t>(points.values.size());
      const uint32_t k = some_k(random, static_cast<uint32_t>(values.size()));

      const Data data(values);
      check.that(data.status == KMEANS1D_OK, "status %d", data.status);
      check.that(kmeans1d_distinct(data.data) == distinct, "%u distinct values of %u", kmeans1d_distinct(data.data), distinct);
      check.that(kmeans1d_min(data.data) == points.values.front(), "least value %g", kmeans1d_min(data.data));
      check.that(kmeans1d_max(data.data) == points.values.back(), "greatest value %g", kmeans1d_max(data.data));
      const Solution solution = solve(data, k);
      if (!check.that(solution.k == std::min(k, distinct), "%u clusters for k = %u", solution.k, k)) continue;
      check_optimal(check, points, solution, best_by_trying(points, solution.k));

      const auto given = labels(data, values);
      for (size_t j = 0; j < values.size(); j++) {
        const auto cluster = std::lower_bound(solution.maxima.begin(), solution.maxima.end(), values[j]);
        check.that(given[j] == cluster - solution.maxima.begin(), "value %g has label %u", values[j], given[j]);
      }
    }
  }

  Check check("small weighted sets against everything tried");
  for (int i = 0; i < cases / 16; i++) {
    const Family& family = kSmallFamilies[random.below(static_cast<uint32_t>(kSmallFamilies.size()))];
    const Values values = draw(family, random, 1 + random.below(40));
    Values weights(values.size());
    for (double& weight : weights) weight = std::exp(random.gauss() * 2);
    const Weighted points(values, weights);
    const Data data(values, weights);
    const Solution solution = solve(data, some_k(random, static_cast<uint32_t>(values.size())));
    check_optimal(check, points, solution, best_by_trying(points, solution.k));
  }
}
