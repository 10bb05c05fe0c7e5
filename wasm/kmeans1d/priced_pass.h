// One pass of the priced problem: the cheapest way to cut the points into any number of clusters, each costing `lambda` besides
// its inertia,
//
//   F(j) = min over i < j of  F(i) + cost(i, j) + lambda,      F(0) = 0.
//
// The cost satisfies the Monge condition, cost(a,c) + cost(b,d) <= cost(a,d) + cost(b,c) for a <= b <= c <= d, so that best
// predecessors only move right as j grows. Two forms of the pass use that differently:
//
//  - monotone_queue_pass: the classical one, for any Monge cost. O(n log n) always.
//  - pruned_pass: for costs by prefix sums. Extends F from each i to those j only for which (i, j] can be the next cluster of an
//    optimal partition. Let (h, i] be the cluster recorded before i. If the partition is optimal, moving point i (the last of the
//    left cluster) or point i + 1 (the first of the right one) across the cut does not help, which is Lloyd's condition:
//    the cut lies half-way between the two means,
//        2 x_i - mean(h, i)  <=  mean(i, j)  <=  2 x_{i+1} - mean(h, i).
//    mean(i, j) does not fall as j grows, so the j that qualify are consecutive: on average about four of them.
//    Why no F(j) is lost: an optimal path to j passes some i last; replace its part up to i by the recorded one, which costs the
//    same; the path is still optimal, so (h, i] and (i, j] satisfy the condition. Rounding: the window is widened by more than
//    the errors of the sums. Should windows not be narrow (wild data), the pass gives up after 48 n steps, and the queue is used.
//
// All forms fill F (the costs) and `before` (the cut before each cut), both with n + 1 + kPadding entries, and return the number
// of clusters, or 0 where they gave up.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "points.h"
#include "prefix_sums.h"

NOINLINE inline uint32_t count_clusters(const int32_t* before, uint32_t n) {
  uint32_t clusters = 0;
  for (uint32_t cut = n; cut > 0; cut = static_cast<uint32_t>(before[cut])) ++clusters;
  return clusters;
}

// Costs by prefix sums, over points or over blocks of points.
struct SumCost {
  const double* sum;
  const double* squares;
  const double* weights;  // as in Points; null: each weighs 1

  double weight(uint32_t i, uint32_t j) const { return weights ? weights[j] - weights[i] : static_cast<double>(j - i); }
  // Written so that the errors of `squares` cancel along a path, whatever its cuts.
  double cost(uint32_t i, uint32_t j) const {
    const double s = sum[j] - sum[i];
    return (squares[j] - squares[i]) - s * s / weight(i, j);
  }
};

// The candidates for best predecessor, in order, each with the first cut from which on it is the best one known.
struct CandidateQueue {
  Buffer<int32_t> cut, since;
  bool reserve(uint32_t n) { return cut.reserve(n + 2) && since.reserve(n + 2); }
};

template <class Cost>
class MonotoneQueuePass {
 public:
  MonotoneQueuePass(const Cost& cost, uint32_t n, double lambda, double* F, int32_t* before, CandidateQueue& queue)
      : cost_(cost), n_(n), lambda_(lambda), F_(F), before_(before), cut_(queue.cut.get()), since_(queue.since.get()) {}

  uint32_t run() {
    F_[0] = 0;
    cut_[0] = 0;
    since_[0] = 1;
    uint32_t front = 0, back = 0;
    for (uint32_t j = 1; j <= n_; ++j) {
      while (front < back && static_cast<uint32_t>(since_[front + 1]) <= j) ++front;
      const uint32_t i = static_cast<uint32_t>(cut_[front]);
      before_[j] = static_cast<int32_t>(i);
      F_[j] = F_[i] + cost_.cost(i, j) + lambda_;
      if (j < n_) insert(j, front, back);
    }
    return count_clusters(before_, n_);
  }

 private:
  const Cost& cost_;
  const uint32_t n_;
  const double lambda_;
  double* F_;
  int32_t* before_;
  int32_t *cut_, *since_;

  // Is the later cut j at least as good a predecessor of `end` as the earlier i? Once it is, it stays so (Monge).
  NOINLINE bool overtakes(uint32_t j, uint32_t i, uint32_t end) const {
    return F_[j] + cost_.cost(j, end) <= F_[i] + cost_.cost(i, end);
  }

  // Puts j into the queue: behind those that it does not yet beat where they begin to count.
  void insert(uint32_t j, uint32_t front, uint32_t& back) {
    uint32_t known = n_ + 1;  // j is the best predecessor from here on, as far as the removed candidates showed
    for (;;) {
      const uint32_t last = static_cast<uint32_t>(cut_[back]);
      const uint32_t from = static_cast<uint32_t>(since_[back]) <= j ? j + 1 : static_cast<uint32_t>(since_[back]);
      if (overtakes(j, last, from)) {
        if (back > front) {
          known = from;
          --back;
          continue;
        }
        cut_[back] = static_cast<int32_t>(j);
        since_[back] = static_cast<int32_t>(from);
        return;
      }
      const uint32_t since = first_overtaken(j, last, from, known);
      if (since > n_) return;
      ++back;
      cut_[back] = static_cast<int32_t>(j);
      since_[back] = static_cast<int32_t>(since);
      return;
    }
  }

  // The first end in (low, known] at which j overtakes i; n + 1 if there is none. Galloping, since it is usually near.
  uint32_t first_overtaken(uint32_t j, uint32_t i, uint32_t low, uint32_t known) const {
    uint32_t high = known;
    if (known > n_) {
      for (uint32_t step = 1;; step *= 2) {
        if (step >= n_ - low) {
          if (low == n_ || !overtakes(j, i, n_)) return n_ + 1;
          high = n_;
          break;
        }
        high = low + step;
        if (overtakes(j, i, high)) break;
        low = high;
      }
    }
    while (high - low > 1) {
      const uint32_t mid = low + (high - low) / 2;
      if (overtakes(j, i, mid)) high = mid;
      else low = mid;
    }
    return high;
  }
};

// The first j > i with mean(i, j) >= low; n + 1 if there is none. Looks left and right of `near`, where the last window began.
template <class Weight>
inline __attribute__((always_inline)) uint32_t window_start(const double* sum, uint32_t n, uint32_t i, uint32_t near, double low,
                                                            double tolerance, Weight weight) {
  const double sum_i = sum[i];
  uint32_t j = near > i ? near : i + 1;
  if (sum[j] - sum_i >= low * weight(i, j) - tolerance) {
    while (j - 1 > i && sum[j - 1] - sum_i >= low * weight(i, j - 1) - tolerance) --j;
  } else {
    do ++j;
    while (j <= n && sum[j] - sum_i < low * weight(i, j) - tolerance);
  }
  return j;
}

// The pruned pass, one target at a time: for points with weights, and for the ends of the other one.
struct PrunedPass {
  SumCost cost;
  uint32_t n;
  double lambda;
  double tolerance;  // for sums: what rounding may do to the difference of two
  double* F;
  int32_t* before;
  uint32_t start = 1;  // where the last window began
  uint64_t steps = 0;

  double mean_before(uint32_t i) const {
    const uint32_t h = static_cast<uint32_t>(before[i]);
    return (cost.sum[i] - cost.sum[h]) / cost.weight(h, i);
  }

  bool gives_up() const { return steps > uint64_t(48) * n + 100000; }

  // Reaches the first cuts by one cluster, up to where cutting that cluster in half saves two prices and more: there an other
  // predecessor has overtaken cut 0, and it stays overtaken (Monge). Cuts beyond are reached from windows.
  COLD void begin() {
    uint32_t end = n < 64 ? n : 64;
    while (end < n && cost.cost(0, end) - cost.cost(0, end / 2) - cost.cost(end / 2, end) <= 2 * lambda) {
      end = end > n / 2 ? n : 2 * end;
    }
    F[0] = 0;
    for (uint32_t j = 1; j <= end; ++j) F[j] = cost.cost(0, j) + lambda;
    for (uint32_t j = end + 1; j <= n + kPadding; ++j) F[j] = INFINITY;
    memset(before, 0, (n + 1 + kPadding) * sizeof(int32_t));
  }

  uint32_t clusters() const { return gives_up() || !(F[n] < INFINITY) ? 0 : count_clusters(before, n); }

  // Extends F from cut i; `left` and `right` are the coordinates of the points on both sides of it.
  NOINLINE void extend_from(uint32_t i, double left, double right) {
    const double mean = mean_before(i);
    const double slack = tolerance / cost.weight(static_cast<uint32_t>(before[i]), i);
    const double low = 2 * left - mean - slack, high = 2 * right - mean + slack;
    const double sum_i = cost.sum[i], squares_i = cost.squares[i], reached = F[i] + lambda;
    const double* all_weights = cost.weights;
    const auto weight = [=](uint32_t from, uint32_t to) {
      return all_weights ? all_weights[to] - all_weights[from] : static_cast<double>(to - from);
    };
    uint32_t j = window_start(cost.sum, n, i, start, low, tolerance, weight);
    steps += 1 + (j > start ? j - start : start - j);
    start = j <= n ? j : n;
    for (; j <= n; ++j) {
      const double s = cost.sum[j] - sum_i, w = cost.weight(i, j);
      if (s > high * w + tolerance) break;
      const double through_i = ((cost.squares[j] - squares_i) - s * s / w) + reached;
      if (through_i < F[j]) {
        F[j] = through_i;
        before[j] = static_cast<int32_t>(i);
      }
      steps += 1;
    }
  }

  uint32_t run(const Points& points) {
    begin();
    for (uint32_t i = 1; i < n && !gives_up(); ++i) extend_from(i, points.coordinate(i - 1), points.coordinate(i));
    return clusters();
  }
};
