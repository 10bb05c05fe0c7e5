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
    return pass.gives_up() ? 0 : count_clusters(pass.before, pass.n);
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
    const double* sum = pass.cost.sum;
    Sources sources;
    sources.first = first;
    double low = 1e300, high = -1e300;
    double left = points.coordinate(first - 1);
    for (uint32_t r = 0; r < kSources; ++r) {
      const uint32_t i = first + r;
      const double mean = pass.mean_before(i);
      const double right = points.coordinate(i);
      low = 2 * left - mean < low ? 2 * left - mean : low;
      high = 2 * right - mean > high ? 2 * right - mean : high;
      left = right;
      sources.sum[r] = sum[i];
      sources.squares[r] = pass.cost.squares[i];
      sources.reached[r] = pass.F[i] + pass.lambda;
    }
    // mean(i, j) grows with i as with j: the last source's window begins no later than the others', the first one's ends last.
    low -= pass.tolerance;
    high += pass.tolerance;
    const uint32_t start_before = pass.start;
    uint32_t j = pass.window_start(last, low);
    if (j > pass.n) return true;
    if (j <= last + 3) {
      pass.start = start_before;
      return false;
    }
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
  uint32_t scan(PrunedPass& pass, const Sources& sources, uint32_t j, double high) const {
    const double* sum = pass.cost.sum;
    const uint32_t first = sources.first;
    const uint32_t table_end = first + shortest_ + kReciprocals;
    for (; j <= pass.n && j < table_end && sum[j] - sources.sum[0] <= high * static_cast<double>(j - first); j += 2) {
      relax(pass, sources, j, [&](uint32_t r) { return load(&reciprocals_[j - first - r - shortest_]); });
    }
    for (; j <= pass.n && sum[j] - sources.sum[0] <= high * static_cast<double>(j - first); j += 2) {
      const Two length = {static_cast<double>(j - first), static_cast<double>(j - first + 1)};
      relax(pass, sources, j, [&](uint32_t r) { return 1.0 / (length - both(r)); });
    }
    return j;
  }

  // F(j) and F(j + 1) through each of the four sources.
  template <class Reciprocal>
  static inline __attribute__((always_inline)) void relax(PrunedPass& pass, const Sources& sources, uint32_t j,
                                                          Reciprocal reciprocal) {
    const Two sum = load(pass.cost.sum + j), squares = load(pass.cost.squares + j);
    Two best = load(pass.F + j);
    Mask cut = __builtin_convertvector(*reinterpret_cast<const UnalignedCuts*>(pass.before + j), Mask);
    for (uint32_t r = 0; r < kSources; ++r) {
      const Two s = sum - both(sources.sum[r]);
      const Two through = ((squares - both(sources.squares[r])) - s * s * reciprocal(r)) + both(sources.reached[r]);
      const Mask better = through < best;
      best = reinterpret_cast<Two>((reinterpret_cast<Mask>(through) & better) | (reinterpret_cast<Mask>(best) & ~better));
      cut = (both_cuts(sources.first + r) & better) | (cut & ~better);
    }
    *reinterpret_cast<UnalignedTwo*>(pass.F + j) = best;
    *reinterpret_cast<UnalignedCuts*>(pass.before + j) = __builtin_convertvector(cut, Cuts);
  }
};
