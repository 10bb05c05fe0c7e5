// Statuses, labels, and the edges of what can be asked.
#include <cmath>
#include <limits>

#include "certificate.h"
#include "check.test.h"
#include "seeded.test.h"

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();
const double kInfinity = std::numeric_limits<double>::infinity();

void test_statuses() {
  Check check("values and weights that cannot be clustered are told by position");
  auto refused = [&](const Values& values, const Values& weights, bool single, int32_t status, uint32_t index) {
    const Data data(values, weights, single);
    check.that(data.status == status, "status %d, not %d", data.status, status);
    if (status != KMEANS1D_OK)
      check.that(kmeans1d_bad_index(data.data) == index, "position %u, not %u", kmeans1d_bad_index(data.data), index);
  };
  for (const bool single : {false, true}) {
    for (const double bad : {kNaN, -kNaN, kInfinity, -kInfinity}) {
      refused({bad}, {}, single, KMEANS1D_BAD_VALUE, 0);
      refused({1, 2, bad}, {}, single, KMEANS1D_BAD_VALUE, 2);
      refused({1, bad, 2, bad}, {}, single, KMEANS1D_BAD_VALUE, 1);
      Values many(100'000, 3);
      many[70'000] = bad;
      refused(many, {}, single, KMEANS1D_BAD_VALUE, 70'000);
    }
    refused({1, 2}, {}, single, KMEANS1D_OK, 0);
  }
  for (const double bad : {kNaN, kInfinity, -kInfinity, 0.0, -0.0, -1.0}) {
    refused({1, 2, 3}, {1, 1, bad}, false, KMEANS1D_BAD_WEIGHT, 2);
    refused({1, 2, 3}, {bad, bad, 1}, false, KMEANS1D_BAD_WEIGHT, 0);
  }
  refused({1, kNaN, 3}, {1, 1, 1}, false, KMEANS1D_BAD_VALUE, 1);
  refused({1, 2, 3}, {1, 5e-324, 1e300}, false, KMEANS1D_OK, 0);
}

void test_edges() {
  Check check("one value, equal values, zeros of both signs, more clusters than values");
  auto clusters = [&](const Values& values, uint32_t k, uint32_t distinct) {
    const Data data(values);
    check.that(kmeans1d_distinct(data.data) == distinct, "%u distinct values", kmeans1d_distinct(data.data));
    const Solution solution = solve(data, k);
    check.that(solution.k == std::min(k, distinct), "%u clusters for k = %u", solution.k, k);
    check_told(check, Weighted(values), solution);
    if (k >= distinct) check.that(solution.summary.inertia == 0 && solution.summary.gap == 0, "gap %g", solution.summary.gap);
  };
  for (const uint32_t k : {1u, 2u, 3u, 4u, 100u, 4'294'967'295u}) {
    clusters({5}, k, 1);
    clusters({1, 1, 1}, k, 1);
    clusters({0.0, -0.0, 0.0}, k, 1);
    clusters({-0.0, 1, 0.0}, k, 2);
    clusters({3, 1, 2}, k, 3);
    clusters(Values(10'000, -7.5), k, 1);
    clusters({1.7976931348623157e308, 1.7976931348623155e308}, k, 2);
  }
}

void test_labels() {
  Check check("labels: one byte as four bytes, float32 as float64, also of values not clustered");
  Seeded random(19);
  Values values(70'000);
  for (double& value : values) value = static_cast<float>(random.gauss());
  const Data twice(values), once(values, {}, true);
  for (const uint32_t k : {1u, 2u, 7u, 100u, 255u, 256u, 257u, 3000u}) {
    const Solution solution = solve(twice, k), same = solve(once, k);
    check.that(std::fabs(solution.summary.inertia - same.summary.inertia) <= 1e-10 * solution.summary.inertia,
               "inertia %.17g and %.17g, k = %u", solution.summary.inertia, same.summary.inertia, k);
    Values asked = values;
    asked.insert(asked.end(), {-1e9, 1e9, 0.0, -0.0, -kInfinity, kInfinity});
    for (uint32_t c = 0; c < k; c++) {
      asked.push_back(solution.maxima[c]);
      asked.push_back(std::nextafterf(static_cast<float>(solution.maxima[c]), 1e9f));
    }
    const auto wide = labels(twice, asked);
    for (size_t i = 0; i < asked.size(); i++) {
      uint32_t low = 0, high = k - 1;
      while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (asked[i] <= solution.maxima[middle]) high = middle;
        else low = middle + 1;
      }
      check.that(wide[i] == low, "k = %u: %.9g has label %u, not %u", k, asked[i], wide[i], low);
    }
    if (same.maxima == solution.maxima) check.that(labels(once, asked, true) == wide, "float32, k = %u", k);
    if (k > 256) continue;
    std::vector<uint8_t> narrow(asked.size());
    kmeans1d_labels(twice.data, asked.data(), static_cast<uint32_t>(asked.size()), narrow.data(), 1);
    check.that(std::equal(wide.begin(), wide.end(), narrow.begin()), "one byte, k = %u", k);
  }
}

// What makes a wrong answer of the quick pass show, and have the values solved again.
void test_certificate() {
  Check check("the certificate tells how much better another partition might be");
  Certificate proof;
  proof.points = 100;
  proof.clusters = 3;
  proof.lambda = 2;
  proof.total = 16;  // every partition into three has an inertia of at least 16 - 3 * 2
  proof.is_stable = true;
  check.that(proof.gap(10) > 0 && proof.gap(10) < 1e-12, "gap %g where there is none", proof.gap(10));
  check.that(proof.gap(15) >= 5 && proof.gap(15) < 5.001, "gap %g of 5", proof.gap(15));
}

// Few passes, and no stable costs, where neither is needed: else an error in the quick pass or its first price would only cost time.
void test_quickness() {
  Check check("well-conditioned values are solved by prefix sums in a pass or two");
  Seeded random(23);
  Values normal(50'000), even(50'000);
  for (double& value : normal) value = random.gauss();
  for (double& value : even) value = random.uniform();
  for (const Values* values : {&normal, &even}) {
    const Data data(*values);
    for (const uint32_t k : {2u, 3u, 8u, 20u, 50u, 100u}) {
      const auto& [inertia, gap, lambda, passes, method] = solve(data, k).summary;
      check.that(method == 0, "k = %u: method %g, gap %g", k, method, gap / inertia);
      check.that(passes <= 3, "k = %u took %g passes", k, passes);
      check.most("passes", passes);
      check.most("gap", gap / inertia);
    }
  }
}

}  // namespace

void test_interface() {
  test_statuses();
  test_edges();
  test_labels();
  test_certificate();
  test_quickness();
}
