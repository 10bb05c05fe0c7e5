// What the multiplier search needs to know of a set of points: a pass at a given price, and the cost of one cluster.
#pragma once
#include "priced_pass.h"
#include "simd_pass.h"
#include "stable_cost.h"

// The arrays that a pass fills, shared by all problems over the same points.
struct PassArrays {
  Buffer<double> F;
  Buffer<int32_t> before;
  CandidateQueue queue;  // only reserved when it is used

  bool reserve(uint32_t n) { return F.reserve(n + 1 + kPadding) && before.reserve(n + 1 + kPadding); }
};

struct PricedProblem {
  uint32_t n = 0;
  PassArrays* arrays = nullptr;

  // Fills F and `before` for this price. Returns the number of clusters; 0 when there is no memory.
  virtual uint32_t pass(double lambda) = 0;
  virtual double cost(uint32_t i, uint32_t j) const = 0;
  // How far apart two computed totals of `clusters` clusters may be that are really equal. Totals are of the size of `total`.
  virtual double noise(uint32_t clusters, double total) const = 0;

 protected:
  ~PricedProblem() = default;
};

// Costs by prefix sums, for points (weights or not) and for the blocks of the coarse problem.
struct SumProblem final : PricedProblem {
  const Points* points = nullptr;
  SumCost sums = {};
  SimdPass* simd = nullptr;   // null: points have weights
  double sum_error = 0;       // of the entries of sums.sum
  double total_squares = 0;   // sum of weight * x^2 over all points
  bool used_queue = false;

  uint32_t pass(double lambda) override {
    PrunedPass pruned;
    pruned.cost = sums;
    pruned.n = n;
    pruned.lambda = lambda;
    const double reach = fmax(fabs(points->coordinate(0)), fabs(points->coordinate(n - 1)));
    pruned.tolerance = 5 * sum_error + 8 * kUnitRoundoff * reach;
    pruned.F = arrays->F.get();
    pruned.before = arrays->before.get();
    const uint32_t clusters = simd ? simd->run(pruned, *points) : pruned.run(*points);
    if (clusters) return clusters;
    used_queue = true;
    if (!arrays->queue.reserve(n)) return 0;
    return MonotoneQueuePass<SumCost>(sums, n, lambda, arrays->F.get(), arrays->before.get(), arrays->queue).run();
  }

  double cost(uint32_t i, uint32_t j) const override { return sums.cost(i, j); }
  double noise(uint32_t clusters, double total) const override {
    return kUnitRoundoff * (8 * total_squares + 3.0 * (clusters + 2) * total);
  }
};

struct StableProblem final : PricedProblem {
  const StableCost* stable = nullptr;

  uint32_t pass(double lambda) override {
    if (!arrays->queue.reserve(n)) return 0;
    return MonotoneQueuePass<StableCost>(*stable, n, lambda, arrays->F.get(), arrays->before.get(), arrays->queue).run();
  }
  double cost(uint32_t i, uint32_t j) const override { return stable->cost(i, j); }
  double noise(uint32_t clusters, double total) const override {
    return kUnitRoundoff * (64 + 3.0 * (clusters + 2)) * total;
  }
};
