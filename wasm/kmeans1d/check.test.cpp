#include "check.test.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

Data::Data(const Values& values, const Values& weights, bool single) {
  const auto n = static_cast<uint32_t>(values.size());
  data = kmeans1d_new(n, !weights.empty() ? KMEANS1D_WEIGHTED : single ? KMEANS1D_FLOAT32 : KMEANS1D_FLOAT64);
  if (single)
    std::copy(values.begin(), values.end(), static_cast<float*>(kmeans1d_values(data)));
  else
    std::copy(values.begin(), values.end(), static_cast<double*>(kmeans1d_values(data)));
  if (!weights.empty()) std::copy(weights.begin(), weights.end(), kmeans1d_weights(data));
  status = kmeans1d_prepare(data);
}

Solution solve(const Data& data, uint32_t k) {
  const uint32_t found = kmeans1d_solve(data.data, k);
  auto of = [&](const double* start) { return Values(start, start + found); };
  return {found, of(kmeans1d_centroids(data.data)), of(kmeans1d_minima(data.data)), of(kmeans1d_maxima(data.data)),
          of(kmeans1d_counts(data.data)), of(kmeans1d_inertias(data.data)), *kmeans1d_result(data.data)};
}

std::vector<uint32_t> labels(const Data& data, const Values& values, bool single) {
  std::vector<uint32_t> found(values.size());
  const std::vector<float> singles(values.begin(), values.end());
  const void* given = single ? static_cast<const void*>(singles.data()) : values.data();
  if (!kmeans1d_labels(data.data, given, static_cast<uint32_t>(values.size()), found.data(), 4)) found.clear();
  return found;
}

Weighted::Weighted(const Values& given, const Values& given_weights) {
  std::vector<std::pair<double, double>> pairs;
  for (size_t i = 0; i < given.size(); i++) pairs.emplace_back(given[i], given_weights.empty() ? 1 : given_weights[i]);
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [value, weight] : pairs) {
    if (!values.empty() && values.back() == value) {
      weights.back() += weight;
    } else {
      values.push_back(value);
      weights.push_back(weight);
    }
  }
}

static Quad mean_of(const Weighted& points, uint32_t from, uint32_t to) {
  Quad sum = 0, weight = 0;
  for (uint32_t i = from; i < to; i++) {
    sum += (static_cast<Quad>(points.values[i]) - points.values[from]) * points.weights[i];
    weight += points.weights[i];
  }
  return points.values[from] + sum / weight;
}

static Quad inertia_of(const Weighted& points, uint32_t from, uint32_t to) {
  const Quad mean = mean_of(points, from, to);
  Quad total = 0;
  for (uint32_t i = from; i < to; i++) {
    const Quad distance = points.values[i] - mean;
    total += distance * distance * points.weights[i];
  }
  return total;
}

Quad inertia_of(const Weighted& points, const std::vector<uint32_t>& starts) {
  Quad total = 0;
  for (size_t c = 0; c + 1 < starts.size(); c++) total += inertia_of(points, starts[c], starts[c + 1]);
  return total;
}

// Equal to a few units in the last place of what the sum is made of, or both too small for normal doubles.
static bool close(double told, Quad exact, double scale, double error = 1e-13) {
  return std::fabs(static_cast<double>(told - exact)) <= scale * error + 1e-300;
}

// The core keeps running totals of weights, so that small weights have fewer digits beside large ones.
static double weight_error(const Weighted& points) {
  double total = 0, smallest = points.weights[0];
  for (const double weight : points.weights) {
    total += weight;
    smallest = std::min(smallest, weight);
  }
  return smallest == std::floor(smallest) ? 1e-13 : 1e-13 + 1e-15 * total / smallest;
}

std::vector<uint32_t> check_told(Check& check, const Weighted& points, const Solution& solution) {
  const auto n = static_cast<uint32_t>(points.values.size());
  const double error = weight_error(points);
  std::vector<uint32_t> starts = {0};
  Quad total = 0;
  for (uint32_t c = 0; c < solution.k; c++) {
    const uint32_t from = starts.back();
    const auto above = std::upper_bound(points.values.begin(), points.values.end(), solution.maxima[c]);
    const auto to = static_cast<uint32_t>(above - points.values.begin());
    if (!check.that(from < to, "cluster %u of %u is empty", c, solution.k)) return {};
    starts.push_back(to);

    const double largest = std::max(std::fabs(points.values[from]), std::fabs(points.values[to - 1]));
    const Quad inertia = inertia_of(points, from, to);
    total += inertia;
    double weight = 0;
    for (uint32_t i = from; i < to; i++) weight += points.weights[i];
    check.that(solution.minima[c] == points.values[from], "minimum %g of cluster %u", solution.minima[c], c);
    check.that(solution.maxima[c] == points.values[to - 1], "maximum %g of cluster %u", solution.maxima[c], c);
    check.that(close(solution.counts[c], weight, weight, error), "count %g of cluster %u is %g", solution.counts[c], c, weight);
    check.that(close(solution.centroids[c], mean_of(points, from, to), largest, error), "centroid %.17g of cluster %u is %.17g",
               solution.centroids[c], c, static_cast<double>(mean_of(points, from, to)));
    check.that(solution.centroids[c] >= solution.minima[c] && solution.centroids[c] <= solution.maxima[c],
               "centroid %.17g of cluster %u is outside it", solution.centroids[c], c);
    check.that(close(solution.inertias[c], inertia, static_cast<double>(inertia), error), "inertia %.17g of cluster %u is %.17g",
               solution.inertias[c], c, static_cast<double>(inertia));
  }
  check.that(starts.back() == n, "the clusters end at value %u of %u", starts.back(), n);
  const double told = solution.summary.inertia;
  check.that(close(told, total, static_cast<double>(total), error), "inertia %.17g is %.17g", told, static_cast<double>(total));
  return starts;
}

void check_optimal(Check& check, const Weighted& points, const Solution& solution, Quad best) {
  const auto starts = check_told(check, points, solution);
  if (starts.empty() || starts.back() != points.values.size()) return;
  const Quad reached = inertia_of(points, starts);
  const double excess = best > 0 ? static_cast<double>((reached - best) / best) : reached > 0;
  const auto& [inertia, gap, lambda, passes, method] = solution.summary;
  check.that(excess <= 1e-9, "n %zu, k %u: %g above the best inertia %g (passes %g, method %g)", points.values.size(),
             solution.k, excess, static_cast<double>(best), passes, method);
  check.that(gap >= 0 && lambda >= 0, "gap %g, lambda %g", gap, lambda);
  const Quad bound = static_cast<Quad>(inertia) - gap;
  check.that(bound <= best * (1 + static_cast<Quad>(1e-15)) + static_cast<Quad>(1e-320), "n %zu, k %u: lower bound %.17g is above the best inertia %.17g",
             points.values.size(), solution.k, static_cast<double>(bound), static_cast<double>(best));
  check.most("excess", excess);
  if (inertia > 0) check.most("gap", gap / inertia);
  check.most("passes", passes);
}
