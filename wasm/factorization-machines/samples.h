// What is learned from, and whose scores.
#pragma once
#include "buffer.h"

struct Sizes {
  uint32_t rows, d, k, entries;
  // Factors of a feature as they are kept: k, and a 0 behind them where k is odd.
  uint32_t stride() const { return k + (k & 1); }
};

class Samples {
 public:
  Buffer<uint32_t> start, column;
  Buffer<double> value, target, weight;
  bool sparse, weighted, classes;

  COLD bool reserve(const Sizes& sizes) {
    return (!sparse || (start.reserve(sizes.rows + size_t{1}) && column.reserve(sizes.entries))) && value.reserve(sizes.entries) &&
           target.reserve(sizes.rows) && (!weighted || weight.reserve(sizes.rows));
  }

  double weight_of(uint32_t row) const { return weighted ? weight[row] : 1; }
};
