// Centroids, and what the points at each of them add up to.
#pragma once
#include <string.h>

#include "simd.h"

constexpr int kMost = 256;
constexpr float kNowhere = 1e15f;  // where centroids that are none lie

struct Centroids {
  float x[4][kMost + 8];  // filled up with some that lie nowhere
};

struct Clusters {
  int k = 0;
  int locked = 0;  // the first so many stay where they are
  Centroids at;
  double weight[kMost], sum[4][kMost];

  void clear() {
    memset(weight, 0, sizeof weight);
    memset(sum, 0, sizeof sum);
  }

  // Sum of squared distances of the points to the means of their clusters, or to the locked centroid, given the sum of their squares.
  double cost(double squares) const {
    double total = squares;
    for (int j = 0; j < k; j++) {
      if (weight[j] <= 0) continue;
      double product = 0, square = 0;
      for (int d = 0; d < 4; d++) {
        if (j < locked) {
          product += 2 * sum[d][j] * at.x[d][j] - weight[j] * at.x[d][j] * at.x[d][j];
        } else {
          square += sum[d][j] * sum[d][j];
        }
      }
      total -= product + square / weight[j];
    }
    return total > 0 ? total : 0;
  }
};
