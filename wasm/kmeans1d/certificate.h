// What a pass proves about every partition into k clusters, not only the one it found.
//
// F(n) is the least of inertia + lambda * clusters over all partitions, so every partition into k clusters has an inertia of at
// least F(n) - lambda * k: the Lagrangian dual. It remains to allow for rounding, in F as in the costs. u = 2^-53.
//
// Rounding of F. For each edge, F(j) <= (F(i) + lambda + cost(i, j)) (1 + u)^2, all terms positive. Along a path of k edges that
// makes at most 2 k u F(n); 3 (k + 2) u F(n) is allowed.
//
// Costs by prefix sums. Take the stored sums S and squares Q as given, with errors at most e (prefix_sums.h) and 8 u Q(total).
//  - Over a path the differences of Q add up to Q(n) - Q(0), whatever the cuts: their error counts once.
//  - A change of S at a cut changes (S_j - S_i)^2 / w on both sides of it, by 2 e mean, with opposite signs: together by
//    2 e (mean right of the cut - mean left of it). Means ascend, so over a path that is at most 2 e (largest - smallest value).
//  - Evaluating (Q_j - Q_i) - (S_j - S_i)^2 / w rounds by at most 7 u (Q_j - Q_i), since the subtrahend is no larger; over a path
//    that adds up to 7 u Q(total).
//
// Stable costs have a relative error r each, so the inertia of the path has no more.
//
// Weights that are not whole numbers make sums of weights inexact; a relative error v of each weight is one of v in each cost.
//
// In exact arithmetic, the pruned pass leaves out only edges that are no part of any optimal partition (priced_pass.h); its
// windows are wider than the errors of the sums.
#pragma once
#include <math.h>
#include <stdint.h>

#include "prefix_sums.h"

struct Certificate {
  uint32_t points = 0, clusters = 0;
  double lambda = 0;
  double total = 0;  // F(n)
  bool is_stable = false;
  double relative_error = 0;  // of stable costs
  double total_squares = 0, sum_error = 0, range = 0;  // of prefix sums
  double smallest_weight = 1, weight_error = 0;

  // How far the inertia of a partition of this many clusters may be above the least possible, at most.
  double gap(double inertia) const {
    constexpr double u = kUnitRoundoff;
    const double own_error = 256 * u * inertia;  // of the inertia itself, which is summed from the points
    const double underflow = 16.0 * points * 4.9406564584124654e-324;
    double allowance = own_error + underflow + rounding_of_totals();
    if (is_stable) allowance += 2 * relative_error * inertia;
    else allowance += 15 * u * total_squares + 2 * sum_error * range + 4 * clusters * sum_error * sum_error / smallest_weight;
    allowance += 2 * weight_error * inertia;
    // One cluster is all there is: nothing to prove but the sum itself.
    const double bound = clusters == 1 ? inertia : total - lambda * clusters;
    return fmax(0.0, inertia - bound) + allowance;
  }

  double rounding_of_totals() const { return 3 * kUnitRoundoff * (clusters + 2) * total; }
};
