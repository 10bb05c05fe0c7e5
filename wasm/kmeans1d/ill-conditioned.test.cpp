// Clumps so far apart, or so narrow, that sums over all values have no digits left for what goes on within a clump. The best
// partition of the whole is made of best partitions of the clumps, and those, moved to 0, are easy.
#include <algorithm>

#include "check.test.h"
#include "seeded.test.h"

namespace {

// What each clump's inertia is as one cluster, and what each further cluster of it saves, up to `most` clusters.
struct Clump {
  double inertia;
  std::vector<double> saved;

  Clump(const Values& values, uint32_t most) {
    Values moved = values;
    for (double& value : moved) value -= values[0];  // exact: clumps are narrow
    const Data data(moved);
    double last = inertia = solve(data, 1).summary.inertia;
    for (uint32_t clusters = 2; clusters <= most; clusters++) {
      const double next = solve(data, clusters).summary.inertia;
      saved.push_back(last - next);
      last = next;
    }
  }
};

// The best inertia of k clusters, none of which spans two clumps: one more cluster always goes where it saves most.
double best_of(const std::vector<Clump>& clumps, uint32_t k) {
  double inertia = 0;
  for (const Clump& clump : clumps) inertia += clump.inertia;
  std::vector<size_t> taken(clumps.size());
  for (size_t spare = k - clumps.size(); spare > 0; spare--) {
    size_t most = 0;
    for (size_t c = 0; c < clumps.size(); c++)
      if (clumps[c].saved.at(taken[c]) > clumps[most].saved.at(taken[most])) most = c;
    inertia -= clumps[most].saved[taken[most]++];
  }
  return inertia;
}

void run(uint32_t n, uint32_t clumps, double distance, double width) {
  char name[100];
  snprintf(name, sizeof name, "ill-conditioned: %u values in %u clumps %g wide, %g apart", n, clumps, width, distance);
  Check check(name);
  Seeded random(13);
  std::vector<Clump> parts;
  Values values;
  for (uint32_t c = 0; c < clumps; c++) {
    Values part;
    for (uint32_t i = 0; i < n / clumps; i++) part.push_back(distance * c + width * random.gauss());
    parts.emplace_back(part, 12);
    values.insert(values.end(), part.begin(), part.end());
  }
  const Data data(values);
  const Weighted points(values);
  for (const uint32_t k : {clumps, clumps + 1, 3 * clumps, 8 * clumps}) {
    const double best = best_of(parts, k);
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
