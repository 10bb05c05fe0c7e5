// For pictures of few colours, where passes come to rest early: moves single colours from cluster to cluster for as long as that pays.
// This work is based on:
// John Hartigan, Manchek Wong. Algorithm AS 136: A K-Means Clustering Algorithm. 1979
//
// A cluster that loses a point, or gains one, moves its mean too; counting that in, a move can pay although the point is at its
// nearest centroid. Where no move pays any more, every point is at its nearest centroid as well, so passes stay at rest.
#pragma once
#include "clusters.h"
#include "color_tree.h"

class Exchange {
 public:
  // From clusters whose weights and sums are those of `label`. False when nothing moved.
  static bool run(const ColorTree& tree, Clusters& clusters, uint8_t* label, int sweeps) {
    double mean[4][kMost];
    for (int j = 0; j < clusters.k; j++) settle(clusters, mean, j);
    bool moved = false;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      bool moves = false;
      for (uint32_t i = 0; i < tree.n; i++) {
        const int from = label[i];
        const double w = tree.weight[i];
        double point[4] = {};
        for (int d = 0; d < tree.dimensions; d++) point[d] = tree.x[d][i];
        const double whole = clusters.weight[from];
        if (from >= clusters.locked && whole <= w) continue;  // alone there, at no cost
        const double saved = distance(mean, from, point) * (from < clusters.locked ? 1 : whole / (whole - w));
        int to = from;
        double least = saved * (1 - 1e-9);
        for (int j = 0; j < clusters.k; j++) {
          if (j == from) continue;
          const double spent = distance(mean, j, point) * (j < clusters.locked ? 1 : clusters.weight[j] / (clusters.weight[j] + w));
          if (spent < least) {
            least = spent;
            to = j;
          }
        }
        if (to == from) continue;
        label[i] = static_cast<uint8_t>(to);
        clusters.weight[from] -= w;
        clusters.weight[to] += w;
        for (int d = 0; d < 4; d++) {
          clusters.sum[d][from] -= w * point[d];
          clusters.sum[d][to] += w * point[d];
        }
        settle(clusters, mean, from);
        settle(clusters, mean, to);
        moves = true;
      }
      if (!moves) break;
      moved = true;
    }
    for (int j = clusters.locked; j < clusters.k; j++)
      for (int d = 0; d < 4; d++) clusters.at.x[d][j] = static_cast<float>(mean[d][j]);
    return moved;
  }

 private:
  static void settle(const Clusters& clusters, double (*mean)[kMost], int j) {
    for (int d = 0; d < 4; d++)
      mean[d][j] = j < clusters.locked || clusters.weight[j] <= 0 ? clusters.at.x[d][j] : clusters.sum[d][j] / clusters.weight[j];
  }
  static double distance(const double (*mean)[kMost], int j, const double* point) {
    double sum = 0;
    for (int d = 0; d < 4; d++) {
      const double apart = point[d] - mean[d][j];
      sum += apart * apart;
    }
    return sum;
  }
};
