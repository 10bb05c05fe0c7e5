// What must hold between solutions of the same values: for other k, other orders, other units, weights for repetition.
#include <algorithm>
#include <cmath>

#include "families.test.h"

namespace {

void test_convexity(Seeded& random, const Family& family, uint32_t most_clusters) {
  Check check(std::string("inertia is convex in k, and prices find its corners: ") + family.name);
  const Values values = draw(family, random, 5000);
  const Data data(values);
  std::vector<double> inertia = {0};
  const uint32_t most = std::min(most_clusters, kmeans1d_distinct(data.data));
  for (uint32_t k = 1; k <= most; k++) inertia.push_back(solve(data, k).summary.inertia);
  for (uint32_t k = 2; k < most; k++) {
    const double slack = 1e-12 * inertia[1] * 1e-3 + 1e-10 * inertia[k - 1];
    check.that(inertia[k - 1] - inertia[k] >= inertia[k] - inertia[k + 1] - slack, "inertia %.17g, %.17g, %.17g around k = %u",
               inertia[k - 1], inertia[k], inertia[k + 1], k);
  }
  for (uint32_t k = 2; k + 5 < most; k += 3) {
    const double lambda = (inertia[k] - inertia[k + 5]) / 5;
    if (!(lambda > 0)) continue;
    const uint32_t found = kmeans1d_priced(data.data, lambda);
    const double reached = kmeans1d_priced_inertia(data.data);
    if (!check.that(found >= 1 && found <= most, "%u clusters at price %g", found, lambda)) continue;
    check.that(std::fabs(reached - inertia[found]) <= 1e-9 * inertia[found], "%u clusters at price %g: inertia %.17g is %.17g",
               found, lambda, reached, inertia[found]);
    for (uint32_t other = 1; other <= most; other++)
      check.that(reached + lambda * found <= (inertia[other] + lambda * other) * (1 + 1e-10),
                 "at price %g, %u clusters are cheaper than %u", lambda, other, found);
  }
}

void test_repetition(Seeded& random, const Family& family) {
  Check check(std::string("a weight is a repetition: ") + family.name);
  for (int i = 0; i < 20; i++) {
    const Values values = draw(family, random, 200);
    Values weights, repeated;
    for (const double value : values) {
      weights.push_back(1 + random.below(6));
      repeated.insert(repeated.end(), static_cast<size_t>(weights.back()), value);
    }
    const Data one(values, weights), other(repeated);
    const uint32_t k = 1 + random.below(30);
    const Solution a = solve(one, k), b = solve(other, k);
    if (!check.that(a.k == b.k, "%u and %u clusters", a.k, b.k)) continue;
    const double unit = std::max(a.summary.inertia, 1e-300);
    check.that(std::fabs(a.summary.inertia - b.summary.inertia) <= 1e-11 * unit, "inertia %.17g and %.17g", a.summary.inertia,
               b.summary.inertia);
    double sum = 0;
    for (const double count : a.counts) sum += count;
    check.that(sum == static_cast<double>(repeated.size()), "counts add up to %g of %zu", sum, repeated.size());
  }
}

void test_order_and_units(Seeded& random, const Family& family) {
  Check check(std::string("order, sign and powers of two change nothing: ") + family.name);
  for (int i = 0; i < 10; i++) {
    const Values values = draw(family, random, 500);
    const uint32_t k = 2 + random.below(40);
    const Solution solution = solve(Data(values), k);
    Values shuffled = values, scaled = values, negative = values;
    for (size_t j = shuffled.size() - 1; j > 0; j--) std::swap(shuffled[j], shuffled[random.below(static_cast<uint32_t>(j + 1))]);
    for (double& value : scaled) value *= 1024;
    for (double& value : negative) value = -value;
    check.that(solve(Data(shuffled), k).maxima == solution.maxima, "in another order, k = %u", k);
    Values enormous = values;  // inertia is beyond all numbers, the partition is not
    for (double& value : enormous) value = std::ldexp(value, 980);
    const Solution same = solve(Data(enormous), k);
    check.that(same.counts == solution.counts, "near the largest numbers, k = %u", k);
    check.that(same.summary.inertia > 1e300 && same.summary.gap >= 0, "inertia %g, gap %g", same.summary.inertia, same.summary.gap);
    const double inertia = solution.summary.inertia;
    check.that(std::fabs(solve(Data(scaled), k).summary.inertia - inertia * 1048576) <= 1e-10 * inertia * 1048576 + 1e-300,
               "in other units, k = %u", k);
    check.that(std::fabs(solve(Data(negative), k).summary.inertia - inertia) <= 1e-10 * inertia + 1e-300, "mirrored, k = %u", k);
  }
}

}  // namespace

void test_across_k(int cases) {
  Seeded random(17);
  for (const Family& family : kMiddleFamilies) {
    test_convexity(random, family, cases < 10'000 ? 20 : 100);
    test_repetition(random, family);
    test_order_and_units(random, family);
  }
}
