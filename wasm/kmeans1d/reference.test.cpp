#include "reference.test.h"

#include <algorithm>
#include <limits>

namespace {

const Quad kInfinite = std::numeric_limits<double>::infinity();

struct Table {
  explicit Table(const Weighted& points) : m(static_cast<uint32_t>(points.values.size())), sum(m + 1), square(m + 1), weight(m + 1) {
    for (uint32_t i = 0; i < m; i++) {
      const Quad distance = static_cast<Quad>(points.values[i]) - points.values[m / 2];
      sum[i + 1] = sum[i] + distance * points.weights[i];
      square[i + 1] = square[i] + distance * distance * points.weights[i];
      weight[i + 1] = weight[i] + points.weights[i];
    }
    for (uint32_t j = 0; j <= m; j++) best.push_back(j == 0 ? 0 : cost(0, j));
  }
  Quad cost(uint32_t i, uint32_t j) const {
    const Quad distance = sum[j] - sum[i];
    return square[j] - square[i] - distance * distance / (weight[j] - weight[i]);
  }
  // The best start in [from, to] of the last cluster of those that end at j; its inertia goes to next[j].
  uint32_t least(uint32_t j, uint32_t from, uint32_t to, std::vector<Quad>& next) const {
    uint32_t start = from;
    for (uint32_t i = from; i <= to; i++) {
      const Quad inertia = best[i] + cost(i, j);
      if (inertia >= next[j]) continue;
      next[j] = inertia;
      start = i;
    }
    return start;
  }
  void halve(uint32_t low, uint32_t high, uint32_t from, uint32_t to, std::vector<Quad>& next) const {
    const uint32_t j = low + (high - low) / 2;
    const uint32_t start = least(j, from, std::min(to, j - 1), next);
    if (low < j) halve(low, j - 1, from, start, next);
    if (j < high) halve(j + 1, high, start, to, next);
  }

  uint32_t m;
  std::vector<Quad> sum, square, weight, best;
};

}  // namespace

Quad best_by_trying(const Weighted& points, uint32_t k) {
  Table table(points);
  if (k >= table.m) return 0;
  for (uint32_t clusters = 2; clusters <= k; clusters++) {
    std::vector<Quad> next(table.m + 1, kInfinite);
    for (uint32_t j = clusters; j <= table.m; j++) table.least(j, clusters - 1, j - 1, next);
    table.best = next;
  }
  return table.best[table.m];
}

Quad best_by_halving(const Weighted& points, uint32_t k) {
  Table table(points);
  if (k >= table.m) return 0;
  for (uint32_t clusters = 2; clusters <= k; clusters++) {
    std::vector<Quad> next(table.m + 1, kInfinite);
    table.halve(clusters, table.m, clusters - 1, table.m - 1, next);
    table.best = next;
  }
  return table.best[table.m];
}
