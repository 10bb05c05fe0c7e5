// What the tests share: the interface of kmeans1d.h as one call.
#pragma once
#include <string>
#include <vector>

#include "kmeans1d.h"
#include "report.test.h"

using Quad = __float128;
using Values = std::vector<double>;

// The object of kmeans1d.h, prepared from values (and weights).
class Data {
 public:
  explicit Data(const Values& values, const Values& weights = {}, bool single = false);
  ~Data() { kmeans1d_free(data); }
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  kmeans1d* data;
  int32_t status;
};

// All that kmeans1d.h tells about a solution.
struct Solution {
  uint32_t k;
  Values centroids, minima, maxima, counts, inertias;
  kmeans1d_summary summary;
};
Solution solve(const Data& data, uint32_t k);
std::vector<uint32_t> labels(const Data& data, const Values& values, bool single = false);

// Distinct values, ascending, with the total weight of each.
struct Weighted {
  Values values, weights;
  explicit Weighted(const Values& values, const Values& weights = {});
};

// Inertia of the clusters [starts[c], starts[c + 1]) of distinct values, correct to 30 digits.
Quad inertia_of(const Weighted& points, const std::vector<uint32_t>& starts);
// Whether the solution is a partition of the points, told without contradiction; gives the starts of its clusters, and n.
std::vector<uint32_t> check_told(Check& check, const Weighted& points, const Solution& solution);
// The whole of it: that the solution is told without contradiction, within 1e-9 of the best, and its gap a lower bound.
void check_optimal(Check& check, const Weighted& points, const Solution& solution, Quad best);

// The tests, by file. `cases` is how many random small cases to try; the others scale with it.
void test_small_cases(int cases);
void test_middle_cases(int cases);
void test_ties(int cases);
void test_ill_conditioned(int cases);
void test_across_k(int cases);
void test_interface();
