// From means to medians: centroids that make the mean distance least, rather than the mean of its square.
// This work is based on:
// Endre Weiszfeld. Sur le point pour lequel la somme des distances de n points donnés est minimum. 1937
//
// In OKLab a distance is a difference that is seen, and it is the sum of these that counts, so there the palette is made of medians.
#pragma once
#include "clusters.h"
#include "color_tree.h"

class Medians {
 public:
  // One step of Weiszfeld's method for each cluster that is not locked, given the cluster of each point.
  static void step(const ColorTree& tree, const uint8_t* label, Clusters& clusters) {
    double weight[kMost] = {}, sum[4][kMost] = {};
    for (uint32_t i = 0; i < tree.n; i++) {
      const int j = label[i];
      float square = 0;
      for (int d = 0; d < tree.dimensions; d++) {
        const float apart = tree.x[d][i] - clusters.at.x[d][j];
        square += apart * apart;
      }
      const double pull = tree.weight[i] / (static_cast<double>(__builtin_sqrtf(square)) + kClose);
      weight[j] += pull;
      for (int d = 0; d < tree.dimensions; d++) sum[d][j] += pull * tree.x[d][i];
    }
    for (int j = clusters.locked; j < clusters.k; j++)
      for (int d = 0; d < tree.dimensions && weight[j] > 0; d++) clusters.at.x[d][j] = static_cast<float>(sum[d][j] / weight[j]);
  }

 private:
  static constexpr double kClose = 0.05;  // nearer than any two colours, so that none at its very centroid pulls without end
};
