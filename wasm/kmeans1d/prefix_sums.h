// Sums of coordinates and of their squares up to each cut, accurate enough to be subtracted from one another.
//
// The cost of a cluster is a small difference of large sums, so the sums are made with care:
//  - coordinates are distances from the median, and sums run outwards from it: a far outlier at one end then disturbs only the
//    cuts beyond it, never those among the bulk of the points;
//  - the bases, one for each block of 32 points, are accumulated with the rounding errors carried along (Neumaier's variant of
//    Kahan summation, also within the block), so errors do not grow with n; only the few additions inside a block are plain.
// What is left is bounded below, and goes into the certificate.
#pragma once
#include <math.h>
#include <string.h>

#include "buffer.h"
#include "points.h"

constexpr double kUnitRoundoff = 1.1102230246251565e-16;  // 2^-53

class PrefixSums {
 public:
  const double* sum() const { return sum_.get(); }         // sum of weight * x over the points before each cut, up to a constant
  const double* squares() const { return squares_.get(); }  // sum of weight * x^2, up to a constant
  double sum_error() const { return sum_error_; }          // no entry of sum() is further than this from the truth
  double total_squares() const { return squares_[n_] - squares_[0]; }

  NOINLINE bool build(const Points& points) {
    n_ = points.n;
    const uint32_t blocks = (n_ + kBlock - 1) / kBlock;
    Buffer<double> sum_base, squares_base;
    if (!sum_.reserve(n_ + 1 + kPadding) || !squares_.reserve(n_ + 1 + kPadding)) return false;
    if (!sum_base.reserve(blocks + 1) || !squares_base.reserve(blocks + 1)) return false;

    for (uint32_t b = 0; b < blocks; ++b) total_of_block(points, b, &sum_base[b], &squares_base[b]);
    const uint32_t middle = block_of_median(points, blocks);
    accumulate_outwards(sum_base.get(), blocks, middle);
    accumulate_outwards(squares_base.get(), blocks, middle);
    sum_error_ = 0;
    for (uint32_t b = 0; b < blocks; ++b) fill_block(points, b, sum_base[b], squares_base[b]);
    for (uint32_t i = 1; i <= kPadding; ++i) {
      sum_[n_ + i] = sum_[n_];
      squares_[n_ + i] = squares_[n_];
    }
    return true;
  }

  void release() {
    sum_.release();
    squares_.release();
  }

 private:
  static constexpr uint32_t kBlock = 32;
  uint32_t n_ = 0;
  Buffer<double> sum_, squares_;
  double sum_error_ = 0;

  uint32_t block_end(uint32_t block) const { return block * kBlock + kBlock < n_ ? block * kBlock + kBlock : n_; }

  static void add_with_error(double& sum, double& error, double term) {
    const double next = sum + term;
    const double part = next - sum;
    error += (sum - (next - part)) + (term - part);
    sum = next;
  }

  // Eight independent chains, so that the additions overlap.
  NOINLINE void total_of_block(const Points& points, uint32_t block, double* sum, double* squares) const {
    double x[kBlock], sums[8] = {}, errors[8] = {}, totals[8] = {};
    const uint32_t from = block * kBlock, count = block_end(block) - from;
    points.read(from, from + count, x);
    memset(x + count, 0, (kBlock - count) * sizeof(double));
    double weighted[kBlock];
    memcpy(weighted, x, sizeof x);
    if (points.weights) {
      for (uint32_t i = 0; i < count; ++i) weighted[i] *= points.weight(from + i, from + i + 1);
    }
    for (uint32_t i = 0; i < kBlock; i += 8) {
#pragma GCC unroll 8
      for (uint32_t chain = 0; chain < 8; ++chain) {
        add_with_error(sums[chain], errors[chain], weighted[i + chain]);
        totals[chain] += weighted[i + chain] * x[i + chain];
      }
    }
    double error = 0;
    *sum = 0;
    for (uint32_t chain = 0; chain < 8; ++chain) {
      add_with_error(*sum, error, sums[chain]);
      error += errors[chain];
    }
    *sum += error;
    *squares = ((totals[0] + totals[1]) + (totals[2] + totals[3])) + ((totals[4] + totals[5]) + (totals[6] + totals[7]));
  }

  COLD uint32_t block_of_median(const Points& points, uint32_t blocks) const {
    uint32_t low = 0, high = n_;
    while (low < high) {
      const uint32_t mid = low + (high - low) / 2;
      if (points.coordinate(mid) < 0) low = mid + 1;
      else high = mid;
    }
    return low / kBlock < blocks ? low / kBlock : blocks - 1;
  }

  // Replaces the totals of the blocks by the sums up to their first cuts, counted from the first cut of block `middle`.
  COLD static void accumulate_outwards(double* base, uint32_t blocks, uint32_t middle) {
    double sum = 0, error = 0;
    for (uint32_t b = middle; b < blocks; ++b) {
      const double total = base[b];
      base[b] = sum + error;
      add_with_error(sum, error, total);
    }
    base[blocks] = sum + error;
    sum = error = 0;
    for (uint32_t b = middle; b-- > 0;) {
      add_with_error(sum, error, -base[b]);
      base[b] = sum + error;
    }
  }

  NOINLINE void fill_block(const Points& points, uint32_t block, double sum_base, double squares_base) {
    double x[kBlock];
    const uint32_t from = block * kBlock, to = block_end(block);
    points.read(from, to, x);
    double sum = 0, squares = 0;
    sum_[from] = sum_base;
    squares_[from] = squares_base;
    for (uint32_t i = from; i < to; ++i) {
      const double coordinate = x[i - from];
      const double weighted = points.weights ? coordinate * points.weight(i, i + 1) : coordinate;
      sum += weighted;
      squares += weighted * coordinate;
      sum_[i + 1] = sum_base + sum;
      squares_[i + 1] = squares_base + squares;
    }
    // The base is rounded once (twice with its carried error); a partial sum of the block has at most 33 roundings, each of a
    // number no larger than the block's weight times its largest coordinate.
    const double reach = fmax(fabs(x[0]), fabs(x[to - from - 1])) * points.weight(from, to);
    const double error = kUnitRoundoff * (3 * (fabs(sum_base) + reach) + 34 * reach);
    if (error > sum_error_) sum_error_ = error;
  }
};
