// Clumps so far apart, or so narrow, that sums over all values have no digits left for what goes on within a clump. The best
// partition of the whole is made of best partitions of the clumps, and those, moved to 0, are easy.
#include <algorithm>

#include "check.test.h"
#include "seeded.test.h"

namespace {

// The best inertia of k clusters, none of which spans two clumps: one more cluster always goes where it saves most.
double best_of_clumps(const std::vector<Values>& clumps, uint32_t k) {
  std::vector<std::vector<double>> saved;  // by the second, third, ... cluster of each clump
  double inertia = 0;
  for (const Values& clump : clumps) {
    Values moved = clump;
    for (double& value : moved) value -= clump[0];  // exact: the clumps are narrow
    const Data data(moved);
    double last = solve(data, 1).summary.inertia;
    inertia += last;
    saved.emplace_back();
    for (uint32_t clusters = 2; clusters <= k + 1 - clumps.size(); clusters++) {
      const double next = solve(data, clusters).summary.inertia;
      saved.back().push_back(last - next);
      last = next;
    }
  }
  std::vector<size_t> taken(clumps.size());
  for (size_t spare = k - clumps.size(); spare > 0; spare--) {
    size_t most = 0;
    for (size_t c = 0; c < clumps.size(); c++)
      if (saved[c][taken[c]] > saved[most][taken[most]]) most = c;
    inertia -= saved[most][taken[most]++];
  }
  return inertia;
}

void run(uint32_t n, uint32_t clumps, double distance, double width) {
  char name[100];
  snprintf(name, sizeof name, "ill-conditioned: %u values in %u clumps %g wide, %g apart", n, clumps, width, distance);
  Check check(name);
  Seeded random(13);
  std::vector<Values> parts;
  Values values;
  for (uint32_t c = 0; c < clumps; c++) {
    parts.emplace_back();
    for (uint32_t i = 0; i < n / clumps; i++) parts.back().push_back(distance * c + width * random.gauss());
    values.insert(values.end(), parts.back().begin(), parts.back().end());
  }
  const Data data(values);
  const Weighted points(values);
  for (const uint32_t k : {clumps, clumps + 1, 4 * clumps, 8 * clumps}) {
    const double best = best_of_clumps(parts, k);
    const Solution solution = solve(data, k);
    const auto& [inertia, gap, lambda, passes, method] = solution.summary;
    const double reached = static_cast<double>(inertia_of(points, check_told(check, points, solution)));
    const double excess = (reached - best) / best;
    check.that(excess <= 1e-9 || inertia - gap <= best, "k = %u: %g above the best and does not say so", k, excess);
    check.that(inertia - gap <= best * (1 + 1e-11), "k = %u: lower bound %g is above the best, %g", k, inertia - gap, best);
    check.most("excess", excess);
    check.most("gap", gap / inertia);
    check.most("passes", passes);
  }
}

}  // namespace

void test_ill_conditioned(int cases) {
  const uint32_t n = cases < 10'000 ? 20'000 : 300'000;
  run(n, 2, 2e6, 1e-3);
  run(n, 8, 1e6, 1e-3);
  run(n, 5, 1e9, 1e-3);
  run(n, 20, 1e3, 1e-6);
}
