// The price at which the cheapest partition has k clusters.
//
// Let C(m) be the least inertia with m clusters. By the Monge condition C is convex (Aggarwal, Schieber and Tokuyama 1994), so
// for any price between C(k) - C(k+1) and C(k-1) - C(k) a partition that minimises inertia + price * clusters may have k of
// them. Such a price is searched between two partitions already known: one with fewer clusters than k, one with more.
//
// There are two ways to choose the next price. Interpolation: the number of clusters is nearly a power of the price (C falls
// like 1/m^2 for smooth data, so the price like 1/m^3). Where that brings nothing new, the chord: the price at which both known
// partitions cost the same. If the pass at the chord's price finds nothing cheaper, C is straight between the two, k lies on
// that line, and a partition with exactly k clusters is spliced from the two known ones.
#pragma once
#include <math.h>

#include "priced_problem.h"

struct Partition {
  uint32_t clusters = 0;
  double cost = 0;
  Buffer<uint32_t> cuts;  // clusters + 1 of them: 0, ..., n

  bool reserve(uint32_t count) { return cuts.reserve(size_t(count) + 1); }
};

// Sum over the partition's clusters, with carried errors.
COLD inline double path_cost(const PricedProblem& problem, const uint32_t* cuts, uint32_t clusters) {
  double sum = 0, error = 0;
  for (uint32_t c = 0; c < clusters; ++c) {
    const double term = problem.cost(cuts[c], cuts[c + 1]) - error;
    const double next = sum + term;
    error = (next - sum) - term;
    sum = next;
  }
  return sum;
}

// The partition that the last pass found.
COLD inline bool read_partition(const PricedProblem& problem, uint32_t clusters, Partition& out) {
  if (!out.reserve(clusters)) return false;
  uint32_t cut = problem.n;
  for (uint32_t c = clusters + 1; c-- > 0;) {
    out.cuts[c] = cut;
    cut = static_cast<uint32_t>(problem.arrays->before[cut]);
  }
  out.clusters = clusters;
  out.cost = path_cost(problem, out.cuts.get(), clusters);
  return true;
}

class MultiplierSearch {
 public:
  double lambda = 0;    // price at which the partition found is optimal; F is that of this price
  bool spliced = false;
  uint32_t passes = 0;

  // Finds an optimal partition of problem.n points into k clusters, 1 < k < n. `guess` is the first price tried (0: none known),
  // supposed to be in the middle of an interval of prices for k, whose half-width is tried next (0: not known either). False when
  // there is no memory.
  COLD bool run(PricedProblem& problem, uint32_t k, double guess, double half_width, Partition& found) {
    if (!few_.partition.reserve(1)) return false;
    few_.partition.cuts[0] = 0;
    few_.partition.cuts[1] = problem.n;
    few_.partition.clusters = 1;
    few_.partition.cost = problem.cost(0, problem.n);
    few_.price = INFINITY;
    many_.partition.clusters = problem.n;  // every point by itself; its cuts need not be written down
    many_.partition.cost = 0;
    many_.price = 0;
    many_is_points_ = true;
    passes = 0;
    spliced = false;

    const double one_cluster = few_.partition.cost;
    double price = guess > 0 ? guess : 4 * one_cluster / (double(k) * k * k);
    bool on_chord = false;
    Known* moved = nullptr;  // the side that the last pass brought nearer
    uint32_t misses = 0;  // passes that found as many clusters as one before
    if (!inside(price)) {
      price = chord();
      on_chord = true;
    }
    for (;;) {
      lambda = price;
      const uint32_t clusters = problem.pass(price);
      ++passes;
      if (clusters == 0) return false;
      if (clusters == k) return read_partition(problem, k, found);

      const double line = few_.partition.cost + price * few_.partition.clusters;
      if (on_chord && problem.arrays->F[problem.n] >= line - problem.noise(many_.partition.clusters, line)) {
        return splice(k, found);
      }
      const bool was_few = clusters < k;
      Known& side = was_few ? few_ : many_;
      Known& other = was_few ? many_ : few_;
      const bool no_news = clusters == side.partition.clusters;
      if (&side == moved) other.short_by /= 2;  // the Illinois rule: or one end of the interval might stay for long
      moved = &side;
      side.short_by = fabs(double(clusters) - k);
      if (!read_partition(problem, clusters, side.partition)) return false;
      side.price = price;
      if (!was_few) many_is_points_ = false;

      const bool bracketed = many_.price > 0 && few_.price < INFINITY;
      misses = no_news ? misses + 1 : bracketed ? misses : 0;
      const uint32_t apart = many_.partition.clusters - few_.partition.clusters;
      on_chord = (bracketed && (misses > 1 || no_news)) || apart <= 3 || passes % 12 == 0;
      if (!on_chord && bracketed) price = between();
      else if (!on_chord && passes == 1 && half_width > 0) price += clusters > k ? half_width : -half_width;
      else if (!on_chord) price = beyond(k, price, clusters, misses);
      if (on_chord || !inside(price)) {
        price = chord();
        on_chord = true;
      }
      // Equal but for rounding: the chord has no price strictly between those already tried.
      if (on_chord && passes > 60) return splice(k, found);
    }
  }

 private:
  struct Known {
    Partition partition;
    double price = 0;  // for which it came out
    double short_by = 0;  // how many clusters it is away from k; less to have the next price nearer
  };
  Known few_, many_;  // fewer than k clusters, more than k
  bool many_is_points_ = true;

  bool inside(double price) const { return price > many_.price && price < few_.price; }

  double chord() const {
    return (few_.partition.cost - many_.partition.cost) / double(many_.partition.clusters - few_.partition.clusters);
  }

  // Two prices to choose the next one by. C falls nearly like 1/m^2, hence its slope like 1/m^3: price^(-1/3) is nearly linear in
  // the number of clusters, and the price changes by 3/k from the middle of one number's interval to the next.

  // With partitions on both sides of k known.
  COLD double between() const {
    const double few = 1 / cbrt(few_.price), many = 1 / cbrt(many_.price);
    const double at = few + (many - few) * few_.short_by / (few_.short_by + many_.short_by);
    return 1 / (at * at * at);
  }

  // With one side only. The first price was guessed well, so it lies at the near end of the interval it missed by; if the price
  // from there did not get to the other side either, go further and further. Where the number of clusters does not change as it
  // should there are ties, and intervals of prices are wide.
  double beyond(uint32_t k, double price, uint32_t clusters, uint32_t misses) const {
    const double ratio = (clusters + (clusters > k ? -0.5 : 0.5)) / k;
    double factor = ratio * ratio * ratio;
    for (uint32_t i = 1; i < passes && i < 8; ++i) factor *= factor;
    for (uint32_t i = 1; i < misses || i + 3 < passes; ++i) factor *= clusters > k ? 2 : 0.5;
    return price * factor;
  }

  uint32_t many_cut(uint32_t t) const { return many_is_points_ ? t : many_.partition.cuts[t]; }

  // Aggarwal, Schieber and Tokuyama: with x = k - few.clusters there is a t for which cluster t of the short partition holds
  // cluster t + x of the long one. The long partition up to there, then the short one: k clusters, and by the Monge condition
  // this one and its complement together cost no more than the two did.
  COLD bool splice(uint32_t k, Partition& found) {
    if (!found.reserve(k)) return false;
    const uint32_t m = few_.partition.clusters, x = k - m;
    const uint32_t* few = few_.partition.cuts.get();
    uint32_t t = 0;
    while (t + 1 < m && !(few[t] <= many_cut(t + x) && many_cut(t + x + 1) <= few[t + 1])) ++t;
    uint32_t c = 0;
    for (uint32_t s = 0; s <= t + x; ++s) found.cuts[c++] = many_cut(s);
    for (uint32_t s = t + 1; s <= m; ++s) found.cuts[c++] = few[s];
    found.clusters = k;
    spliced = true;
    return true;
  }
};
