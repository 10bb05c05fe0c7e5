// The pruned pass (priced_pass.h) for points of weight 1, with four sources at once and two targets in each SIMD operation.
//
// Four neighbouring cuts have windows that nearly coincide, so their union is scanned once: F, `before` and both sums are loaded
// once for four candidates. Lengths of clusters are whole numbers, so their reciprocals come from a table that slides along.
// The vector types are those of GCC and Clang; they become SSE2 natively and simd128 in WebAssembly, two doubles each.
#pragma once
#include "priced_pass.h"

class SimdPass {
 public:
  bool reserve() { return reciprocals_.reserve(kReciprocals + kPadding); }

  uint32_t run(PrunedPass pass, const Points& points) {
    pass.begin();
    place_reciprocals(1);
    uint32_t i = 1;
    while (i < pass.n && !pass.gives_up()) {
      if (i + kSources <= pass.n && extend_from_four(pass, points, i)) {
        i += kSources;
      } else {
        const uint32_t end = i + kSources < pass.n ? i + kSources : pass.n;
        for (; i < end; ++i) pass.extend_from(i, points.coordinate(i - 1), points.coordinate(i));
      }
    }
    return pass.clusters();
  }

 private:
  static constexpr uint32_t kSources = 4;
  static constexpr uint32_t kReciprocals = 4096;

  typedef double Two __attribute__((vector_size(16)));
  typedef double UnalignedTwo __attribute__((vector_size(16), aligned(8)));
  typedef long long Mask __attribute__((vector_size(16)));
  typedef int32_t Cuts __attribute__((vector_size(8)));
  typedef int32_t UnalignedCuts __attribute__((vector_size(8), aligned(4)));

  struct Sources {
    uint32_t first;
    double sum[kSources], squares[kSources], reached[kSources];
  };

  Buffer<double> reciprocals_;  // reciprocals_[q] = 1 / (shortest_ + q)
  uint32_t shortest_ = 0;

  static Two load(const double* from) { return *reinterpret_cast<const UnalignedTwo*>(from); }
  static Two both(double x) { return Two{x, x}; }
  static Mask both_cuts(long long x) { return Mask{x, x}; }

  void place_reciprocals(uint32_t shortest) {
    shortest_ = shortest;
    for (uint32_t q = 0; q < kReciprocals + kPadding; ++q) reciprocals_[q] = 1.0 / static_cast<double>(shortest + q);
  }

  // Extends F from cuts first .. first + 3. False, having changed nothing, when a target could be one of the four themselves.
  bool extend_from_four(PrunedPass& pass, const Points& points, uint32_t first) {
    const uint32_t last = first + kSources - 1;
    const double *sum = pass.cost.sum, *squares = pass.cost.squares, *F = pass.F;
    const int32_t* before = pass.before;
    const double lambda = pass.lambda;
    Sources sources;
    sources.first = first;
    double low = 1e300, high = -1e300;
    double left = points.coordinate(first - 1);
#pragma GCC unroll 4
    for (uint32_t r = 0; r < kSources; ++r) {
      const uint32_t i = first + r;
      const uint32_t h = static_cast<uint32_t>(before[i]);
      const double mean = (sum[i] - sum[h]) / static_cast<double>(i - h);
      const double right = points.coordinate(i);
      low = 2 * left - mean < low ? 2 * left - mean : low;
      high = 2 * right - mean > high ? 2 * right - mean : high;
      left = right;
      sources.sum[r] = sum[i];
      sources.squares[r] = squares[i];
      sources.reached[r] = F[i] + lambda;
    }
    // mean(i, j) grows with i as with j: the last source's window begins no later than the others', the first one's ends last.
    low -= pass.tolerance;
    high += pass.tolerance;
    const auto length = [](uint32_t from, uint32_t to) { return static_cast<double>(to - from); };
    uint32_t j = window_start(sum, pass.n, last, pass.start, low, pass.tolerance, length);
    pass.steps += j > pass.start ? j - pass.start : pass.start - j;
    if (j > pass.n) {
      pass.start = pass.n;
      return true;
    }
    if (j <= last + 3) return false;
    pass.start = j;
    j &= ~1u;
    const uint32_t from = j;
    keep_reciprocals_near(pass, j - last, j - first);
    j = scan(pass, sources, j, high);
    pass.steps += (j - from);
    return true;
  }

  void keep_reciprocals_near(PrunedPass& pass, uint32_t shortest, uint32_t longest) {
    if (shortest >= shortest_ && longest + 256 < shortest_ + kReciprocals) return;
    place_reciprocals(shortest > kReciprocals / 2 ? shortest - kReciprocals / 2 : 1);
    pass.steps += kReciprocals / 8;
  }

  // Targets from j on while the first source's cluster has a mean of at most `high`. Returns where it stopped.
  uint32_t scan(const PrunedPass& pass, const Sources& sources, uint32_t j, double high) const {
    const FourSources four(pass, sources);
    const uint32_t first = sources.first, n = pass.n;
    const double* sum = pass.cost.sum;
    const double sum_first = sources.sum[0];
    const uint32_t table_end = first + shortest_ + kReciprocals;
    const double* reciprocals = reciprocals_.get();
    const uint32_t offset = first + shortest_;
    for (; j <= n && j < table_end && sum[j] - sum_first <= high * static_cast<double>(j - first); j += 2) {
      const double* last = reciprocals + (j - offset - (kSources - 1));
      four.relax(j, [=](uint32_t r) { return load(last + (kSources - 1 - r)); });
    }
    for (; j <= n && sum[j] - sum_first <= high * static_cast<double>(j - first); j += 2) {
      const Two length = {static_cast<double>(j - first), static_cast<double>(j - first + 1)};
      four.relax(j, [=](uint32_t r) { return 1.0 / (length - both(r)); });
    }
    return j;
  }

  // The sources as vectors, in registers while targets are scanned.
  struct FourSources {
    Two sum[kSources], squares[kSources], reached[kSources];
    Mask cut[kSources];
    const double *sums, *all_squares;
    double* F;
    int32_t* before;

    FourSources(const PrunedPass& pass, const Sources& sources)
        : sums(pass.cost.sum), all_squares(pass.cost.squares), F(pass.F), before(pass.before) {
#pragma GCC unroll 4
      for (uint32_t r = 0; r < kSources; ++r) {
        sum[r] = both(sources.sum[r]);
        squares[r] = both(sources.squares[r]);
        reached[r] = both(sources.reached[r]);
        cut[r] = both_cuts(sources.first + r);
      }
    }

    // F(j) and F(j + 1) through each of the four.
    template <class Reciprocal>
    __attribute__((always_inline)) void relax(uint32_t j, Reciprocal reciprocal) const {
      const Two sum_j = load(sums + j), squares_j = load(all_squares + j);
      Two best = load(F + j);
      Mask from = __builtin_convertvector(*reinterpret_cast<const UnalignedCuts*>(before + j), Mask);
#pragma GCC unroll 4
      for (uint32_t r = 0; r < kSources; ++r) {
        const Two s = sum_j - sum[r];
        const Two through = ((squares_j - squares[r]) - s * s * reciprocal(r)) + reached[r];
        const Mask better = through < best;
        best = reinterpret_cast<Two>((reinterpret_cast<Mask>(through) & better) | (reinterpret_cast<Mask>(best) & ~better));
        from = (cut[r] & better) | (from & ~better);
      }
      *reinterpret_cast<UnalignedTwo*>(F + j) = best;
      *reinterpret_cast<UnalignedCuts*>(before + j) = __builtin_convertvector(from, Cuts);
    }
  };
};
