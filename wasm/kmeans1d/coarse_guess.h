// A first guess of the price, from a few thousand blocks in place of a million points.
//
// High-resolution quantization theory (Bennett 1948) says that k good centroids on a density f lie with a density proportional
// to f^(1/3), at an inertia of M^3 / (12 k^2) where M is the integral of f^(1/3): a block of `count` points over `width` adds
// count^(1/3) width^(2/3) to M. So the points are put into blocks of equal M: then no block is wide where it matters. (Blocks of
// equal count are far too wide in the tails.) The blocks, as weighted points at their means, are solved exactly for k - 1, k and
// k + 1 clusters; the middle of the interval of prices for k is, nearly always, a price for k clusters of the points as well.
//
// This only chooses the price that is tried first; no answer depends on it.
#pragma once
#include <math.h>

#include "multiplier_search.h"

class CoarseGuess {
 public:
  // The guess for k from the theory alone.
  static double price(const Points& points, uint32_t k) { return smooth_price(measure(points, points.n / (8 * k) + 1), k); }

  // The guess for k from the blocks, given the prefix sums of all points. 0 when there is none.
  COLD double price(const Points& points, const PrefixSums& sums, PassArrays& arrays, uint32_t k) {
    half_width_ = 0;
    const uint32_t blocks = blocks_wanted(points.n, k);
    if (points.n < 4 * blocks) return price(points, k);
    if (built_for_ != blocks && !build(points, sums, blocks)) return 0;
    if (coarse_.n <= k + 1 || coarse_.n >= points.n / 2) return smooth_price(total_measure_, k);

    SumProblem problem;
    problem.n = coarse_.n;
    problem.arrays = &arrays;
    problem.points = &coarse_;
    problem.sums = {sum_.get(), squares_.get(), weights_.get()};
    problem.sum_error = sums.sum_error();
    problem.total_squares = squares_[coarse_.n];
    const double step = 1 + 3.0 / k;  // the price changes by about this from k to k + 1
    double fewer = 0, middle = 0, more = 0;
    double at = smooth_price(total_measure_, k);
    if (!solve(problem, k, at, &middle)) return 0;
    if (!solve(problem, k - 1, search_.lambda * step, &fewer)) return 0;
    if (!solve(problem, k + 1, search_.lambda / (step * step), &more)) return 0;
    half_width_ = fmax(0.0, (fewer - middle) - (middle - more)) / 2;
    return (fewer - more) / 2;
  }

  // Half the width of the interval of prices that the last guess is the middle of; 0 where it is not known.
  double half_width() const { return half_width_; }

 private:
  Points coarse_;
  Buffer<double> means_, weights_, sum_, squares_;
  Buffer<uint32_t> ends_;
  double total_measure_ = 0, half_width_ = 0;
  uint32_t built_for_ = 0;
  MultiplierSearch search_;
  Partition partition_;

  static uint32_t blocks_wanted(uint32_t n, uint32_t k) {
    const uint32_t at_least = 12 * k, at_most = 40 * k;
    uint32_t blocks = n / 64 < at_most ? n / 64 : at_most;
    if (blocks < at_least) blocks = at_least;
    return blocks < 2048 ? 2048 : blocks;
  }

  static double smooth_price(double measure, uint32_t k) {
    return measure * measure * measure / (6.0 * k * k * k);  // minus the slope of M^3 / (12 k^2)
  }

  NOINLINE static double measure_between(const Points& points, uint32_t from, uint32_t to) {
    const double width = points.coordinate(to < points.n ? to : points.n - 1) - points.coordinate(from);
    return cbrt(points.weight(from, to) * width * width);
  }

  NOINLINE static double measure(const Points& points, uint32_t stride) {
    double total = 0;
    for (uint32_t from = 0; from < points.n; from += stride) {
      total += measure_between(points, from, points.n - from > stride ? from + stride : points.n);
    }
    return total;
  }

  COLD bool solve(SumProblem& problem, uint32_t k, double guess, double* cost) {
    if (k <= 1) {
      *cost = problem.cost(0, problem.n);
      return true;
    }
    if (!search_.run(problem, k, guess, 0, partition_)) return false;
    *cost = path_cost(problem, partition_.cuts.get(), partition_.clusters);
    return true;
  }

  // Cuts the points into about `wanted` blocks of equal measure: strides of points are joined, or divided where one is too much.
  COLD bool build(const Points& points, const PrefixSums& sums, uint32_t wanted) {
    const uint32_t n = points.n, stride = n / (4 * wanted) > 1 ? n / (4 * wanted) : 1;
    const uint32_t capacity = 3 * wanted + 2 * stride + 64;
    Buffer<double> measures;
    if (!ends_.reserve(capacity + 2) || !measures.reserve(n / stride + 1)) return false;
    total_measure_ = 0;
    uint32_t strides = 0;
    for (uint32_t from = 0; from < n; from += stride, ++strides) {
      measures[strides] = measure_between(points, from, n - from > stride ? from + stride : n);
      total_measure_ += measures[strides];
    }

    const double limit = total_measure_ / wanted;
    double gathered = 0;
    uint32_t blocks = 0;
    ends_[0] = 0;
    for (uint32_t s = 0; s < strides; ++s) {
      const uint32_t from = s * stride, to = n - from > stride ? from + stride : n;
      const bool divide = measures[s] > limit && to - from > 1 && blocks + (to - from) + 2 < capacity;
      if ((divide || gathered + measures[s] > limit) && ends_[blocks] < from && blocks + 2 < capacity) {
        ends_[++blocks] = from;
        gathered = 0;
      }
      if (divide) {
        uint32_t part = static_cast<uint32_t>((to - from) * limit / measures[s]);
        if (part < 1) part = 1;
        for (uint32_t end = from + part; end < to; end += part) ends_[++blocks] = end;
        ends_[++blocks] = to;
      } else {
        gathered += measures[s];
      }
    }
    if (ends_[blocks] < n) ends_[++blocks] = n;
    built_for_ = wanted;
    return summarise(points, sums, blocks);
  }

  COLD bool summarise(const Points& points, const PrefixSums& sums, uint32_t blocks) {
    const uint32_t room = blocks + 1 + kPadding;
    if (!means_.reserve(room) || !weights_.reserve(room) || !sum_.reserve(room) || !squares_.reserve(room)) return false;
    double squares = 0;
    for (uint32_t b = 0; b <= blocks; ++b) {
      sum_[b] = sums.sum()[ends_[b]];
      weights_[b] = points.weight(0, ends_[b]);
      squares_[b] = squares;
      if (b == blocks) break;
      const double weight = points.weight(ends_[b], ends_[b + 1]);
      const double mean = (sums.sum()[ends_[b + 1]] - sum_[b]) / weight;
      means_[b] = b > 0 && mean < means_[b - 1] ? means_[b - 1] : mean;
      squares += weight * means_[b] * means_[b];
    }
    for (uint32_t i = 1; i <= kPadding; ++i) {
      sum_[blocks + i] = sum_[blocks];
      squares_[blocks + i] = squares_[blocks];
      weights_[blocks + i] = weights_[blocks] + i;
    }
    coarse_ = Points();
    coarse_.n = blocks;
    coarse_.doubles = means_.get();
    coarse_.weights = weights_.get();
    return true;
  }
};
