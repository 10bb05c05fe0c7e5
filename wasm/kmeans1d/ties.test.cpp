// Values at equal distances have countless best partitions, for k-means of which the best inertia is known by a formula.
#include <algorithm>
#include <cmath>

#include "check.test.h"

namespace {

// Inertia of `groups` equal groups, `distance` apart, dealt as evenly as possible to k <= groups clusters; each group has
// `size` values and an inertia of its own.
double dealt_evenly(double groups, double k, double size, double distance, double own) {
  const double fewer = std::floor(groups / k), more = groups - fewer * k;  // `more` clusters have one group more
  auto spread = [&](double m) { return size * distance * distance * (m * m * m - m) / 12; };
  return groups * own + more * spread(fewer + 1) + (k - more) * spread(fewer);
}

double pairs(double n, double k) {
  const double groups = n / 2;
  return k <= groups ? dealt_evenly(groups, k, 2, 10, 0.5) : (n - k) * 0.5;
}

// Taking one value out of a triple saves 1.5, parting the two that are left 0.5.
double triples(double n, double k) {
  const double groups = n / 3;
  if (k <= groups) return dealt_evenly(groups, k, 3, 10, 2);
  return 2 * groups - 1.5 * std::min(k - groups, groups) - 0.5 * std::max(0.0, k - 2 * groups);
}

double equispaced(double n, double k) { return dealt_evenly(n, k, 1, 1, 0); }

void run(const char* name, uint32_t group, double (*best)(double, double), uint32_t n, const std::vector<uint32_t>& some_k) {
  Check check(std::string("ties: ") + name);
  Values values(n);
  for (uint32_t i = 0; i < n; i++) values[i] = group == 1 ? i : i / group * 10.0 + i % group;
  const Data data(values);
  const Weighted points(values);
  for (const uint32_t k : some_k) {
    const Solution solution = solve(data, k);
    if (!check.that(solution.k == k, "%u clusters for k = %u", solution.k, k)) continue;
    check_optimal(check, points, solution, best(n, k));
    check.that(solution.summary.passes <= 12, "k = %u took %g passes", k, solution.summary.passes);
  }
}

}  // namespace

void test_ties(int cases) {
  const uint32_t scale = cases < 10'000 ? 10 : 1;  // a smaller set for the sanitizers
  auto scaled = [&](std::vector<uint32_t> some_k) {
    for (uint32_t& k : some_k) k = std::max(1u, k / scale);
    return some_k;
  };
  run("pairs", 2, pairs, 50'000 / scale, scaled({3, 100, 5'000, 12'500, 24'990, 25'000, 25'010, 30'000, 49'990}));
  run("triples", 3, triples, 60'000 / scale, scaled({3, 100, 15'000, 20'000, 20'010, 25'000, 40'010, 59'990}));
  run("equispaced", 1, equispaced, 50'000 / scale, scaled({1, 2, 3, 7, 100, 3'330, 12'340, 25'010, 30'000, 49'990}));
}
