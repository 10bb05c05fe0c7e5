// The best palette of a gray picture, exactly: its colours lie on a line, so clusters are intervals, found by dynamic programming.
// This work is based on:
// Walter Fisher. On Grouping for Maximum Homogeneity. 1958
// Donald Knuth. Optimum Binary Search Trees. 1971 (the bounds on the cuts, which hold as the costs satisfy the Monge condition)
#pragma once
#include "clusters.h"
#include "color_tree.h"

class GrayLevels {
 public:
  static bool all_gray(const uint32_t* colors, uint32_t count) {
    if (count > 256) return false;
    for (uint32_t i = 0; i < count; i++) {
      const uint32_t v = colors[i] & 255;
      if (colors[i] != (v | v << 8 | v << 16 | 0xff000000u)) return false;
    }
    return true;
  }

  // Puts the means of the best k clusters of the tree's points, which are gray, into `clusters`; 1 <= k <= tree.n.
  static bool solve(const ColorTree& tree, const uint32_t* colors, int k, Clusters& clusters) {
    const int n = static_cast<int>(tree.n);
    uint32_t by_level[256];
    int16_t point_at[256];
    memset(point_at, -1, sizeof point_at);
    for (int i = 0; i < n; i++) point_at[colors[tree.color_of(static_cast<uint32_t>(i))] & 255] = static_cast<int16_t>(i);
    int m = 0;
    for (const int16_t i : point_at)
      if (i >= 0) by_level[m++] = static_cast<uint32_t>(i);

    Sums sums[257] = {};
    for (int i = 0; i < n; i++) {
      const uint32_t point = by_level[i];
      const double w = tree.weight[point];
      sums[i + 1] = sums[i];
      sums[i + 1].weight += w;
      for (int d = 0; d < 3; d++) {
        const double at = tree.x[d][point] - tree.x[d][by_level[n / 2]];
        sums[i + 1].sum[d] += w * at;
        sums[i + 1].squares += w * at * at;
      }
    }
    // Row c, place j: the least cost of the first j levels in c clusters, and where the last cluster begins.
    Buffer<uint16_t> cut;
    if (!cut.reserve(static_cast<size_t>(k + 1) * (n + 2))) return false;
    double before[257], now[257];
    for (int j = 1; j <= n; j++) {
      before[j] = sums[j].error_since(sums[0]);
      cut[static_cast<size_t>(1) * (n + 2) + j] = 0;
    }
    for (int c = 2; c <= k; c++) {
      uint16_t* row = cut.get() + static_cast<size_t>(c) * (n + 2);
      const uint16_t* above = row - (n + 2);
      row[n + 1] = static_cast<uint16_t>(n - 1);
      for (int j = n; j >= c; j--) {
        int low = above[j] > c - 1 ? above[j] : c - 1;
        const int high = row[j + 1] < j - 1 ? row[j + 1] : j - 1;
        if (low > high) low = high;
        now[j] = 1e300;
        for (int i = low; i <= high; i++) {
          const double cost = before[i] + sums[j].error_since(sums[i]);
          if (cost < now[j]) {
            now[j] = cost;
            row[j] = static_cast<uint16_t>(i);
          }
        }
      }
      memcpy(before, now, sizeof now);
    }
    clusters.k = k;
    int end = n;
    for (int c = k; c >= 1; c--) {
      const int begin = cut[static_cast<size_t>(c) * (n + 2) + end];
      double weight = 0, sum[3] = {};
      for (int i = begin; i < end; i++) {
        const double w = tree.weight[by_level[i]];
        weight += w;
        for (int d = 0; d < 3; d++) sum[d] += w * tree.x[d][by_level[i]];
      }
      for (int d = 0; d < 3; d++) clusters.at.x[d][c - 1] = static_cast<float>(sum[d] / weight);
      clusters.at.x[3][c - 1] = 0;
      end = begin;
    }
    return true;
  }

 private:
  struct Sums {
    double weight, sum[3], squares;
    double error_since(const Sums& from) const {
      double mean = 0;
      for (int d = 0; d < 3; d++) mean += (sum[d] - from.sum[d]) * (sum[d] - from.sum[d]);
      const double error = squares - from.squares - mean / (weight - from.weight);
      return error > 0 ? error : 0;
    }
  };
};
