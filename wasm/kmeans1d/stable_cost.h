// The cost of a cluster without cancellation, for points that prefix sums cannot resolve.
//
// When clusters are tiny beside the distances between them (sensor readings around two far levels, say), the difference of two
// prefix sums is mostly rounding error. Here every part of a cluster is summarised by its weight, its mean and its sum of squared
// deviations M2, and parts that follow one another are merged (Chan, Golub and LeVeque 1983):
//
//   M2 = M2_a + M2_b + w_a w_b / (w_a + w_b) * (mean_b - mean_a)^2
//
// All terms are positive, so nothing cancels. Each mean is kept as a distance from the first point of its part, so the
// difference of two means is exact to the size of the cluster, however far from zero it lies.
//
// A query takes O(1): points lie in blocks of 32, each with summaries from every point to the block's end and from its start to
// every point; whole blocks in between come from a disjoint sparse table, two entries at most. A cluster inside one block is
// summed directly. Memory: 32 bytes a point and a little.
#pragma once
#include "buffer.h"
#include "points.h"
#include "prefix_sums.h"

// A run of points, seen from its first one.
struct Summary {
  double first;   // coordinate of the first point
  double weight;
  double mean;    // distance of the mean from `first`
  double m2;      // sum of weight * squared distance from the mean

  // This run and the one right after it, as one.
  Summary then(const Summary& next) const {
    const double total = weight + next.weight;
    const double between = (next.first - first) + (next.mean - mean);
    const double share = next.weight / total;
    return {first, total, mean + between * share, m2 + next.m2 + weight * share * between * between};
  }
};

class StableCost {
 public:
  // `points` must have weights, be in double precision, and outlive this.
  bool build(const Points& points) {
    points_ = &points;
    const uint32_t n = points.n;
    blocks_ = (n + kBlock - 1) / kBlock;
    levels_ = 1;
    while ((1u << levels_) < blocks_) ++levels_;
    if (!suffixes_.reserve(n) || !prefixes_.reserve(n) || !table_.reserve(size_t(levels_) * blocks_)) return false;
    fill_blocks();
    return fill_table();
  }

  double cost(uint32_t i, uint32_t j) const { return summary(i, j).m2; }

  // Points i, ..., j - 1.
  NOINLINE Summary summary(uint32_t i, uint32_t j) const {
    const uint32_t first_block = i / kBlock, last_block = (j - 1) / kBlock;
    if (first_block == last_block) return sum_directly(i, j);
    Summary run = expand(suffixes_[i], i, block_end(first_block));
    const uint32_t from = first_block + 1, to = last_block;  // whole blocks between
    if (from < to) run = run.then(whole_blocks(from, to - 1));
    return run.then(expand(prefixes_[j - 1], last_block * kBlock, j));
  }

  // No relative error of a cost is larger than this. A mean carries at most some 4 roundings for each of the 32 + log2(n) merges
  // behind it, each of the size of the cluster's width; the width is at most sqrt(2 * cost / smallest weight).
  double relative_error() const {
    double smallest = points_->weight(0, points_->n);
    for (uint32_t i = 0; i < points_->n; ++i) smallest = fmin(smallest, points_->weight(i, i + 1));
    return 4 * (kBlock + levels_ + 6) * kUnitRoundoff * sqrt(2 * points_->weight(0, points_->n) / smallest);
  }

 private:
  static constexpr uint32_t kBlock = 32;
  struct Compact {  // a summary whose first point and weight are known from where it is
    double mean, m2;
  };
  const Points* points_ = nullptr;
  uint32_t blocks_ = 0, levels_ = 0;
  Buffer<Compact> suffixes_, prefixes_;  // from each point to the end of its block; from the start of its block up to each point
  Buffer<Compact> table_;                // [level][block]

  uint32_t block_end(uint32_t block) const {
    const uint32_t end = (block + 1) * kBlock;
    return end < points_->n ? end : points_->n;
  }

  Summary expand(const Compact& part, uint32_t from, uint32_t to) const {
    return {points_->coordinate(from), points_->weight(from, to), part.mean, part.m2};
  }

  Summary one_point(uint32_t i) const { return {points_->coordinate(i), points_->weight(i, i + 1), 0, 0}; }

  Summary whole_block(uint32_t block) const {
    return expand(suffixes_[block * kBlock], block * kBlock, block_end(block));
  }

  // Two sweeps about the first point: mean, then squares about the mean.
  NOINLINE Summary sum_directly(uint32_t i, uint32_t j) const {
    const double first = points_->coordinate(i), total = points_->weight(i, j);
    double sum = 0, m2 = 0;
    for (uint32_t t = i + 1; t < j; ++t) sum += points_->weight(t, t + 1) * (points_->coordinate(t) - first);
    const double mean = sum / total;
    for (uint32_t t = i; t < j; ++t) {
      const double deviation = (points_->coordinate(t) - first) - mean;
      m2 += points_->weight(t, t + 1) * deviation * deviation;
    }
    return {first, total, mean, m2};
  }

  COLD void fill_blocks() {
    for (uint32_t block = 0; block < blocks_; ++block) {
      const uint32_t from = block * kBlock, to = block_end(block);
      Summary run = one_point(from);
      prefixes_[from] = {run.mean, run.m2};
      for (uint32_t i = from + 1; i < to; ++i) {
        run = run.then(one_point(i));
        prefixes_[i] = {run.mean, run.m2};
      }
      run = one_point(to - 1);
      suffixes_[to - 1] = {run.mean, run.m2};
      for (uint32_t i = to - 1; i-- > from;) {
        run = one_point(i).then(run);
        suffixes_[i] = {run.mean, run.m2};
      }
    }
  }

  // Disjoint sparse table: on level l the blocks fall into groups of 2^(l+1); a group's left half is summarised from each block
  // to the half's end, its right half from the half's start to each block. To keep errors at those of log2(n) merges, runs are
  // put together from the nodes of a balanced tree.
  COLD bool fill_table() {
    Buffer<Summary> tree;
    if (!tree.reserve(size_t(2) * blocks_ + levels_ + 2)) return false;
    Summary* rows[33];
    rows[0] = tree.get();
    for (uint32_t b = 0; b < blocks_; ++b) rows[0][b] = whole_block(b);
    uint32_t count = blocks_;
    for (uint32_t height = 0; count > 1; ++height, count = (count + 1) / 2) {
      rows[height + 1] = rows[height] + count;
      for (uint32_t node = 0; 2 * node < count; ++node) {
        const Summary& left = rows[height][2 * node];
        rows[height + 1][node] = 2 * node + 1 < count ? left.then(rows[height][2 * node + 1]) : left;
      }
    }
    for (uint32_t level = 0; level < levels_; ++level) {
      Compact* row = table_.get() + level * size_t(blocks_);
      const uint32_t half = 1u << level;
      for (uint32_t middle = half; middle < blocks_; middle += 2 * half) {
        const uint32_t end = blocks_ - middle > half ? middle + half : blocks_;
        for (uint32_t b = middle - half; b < middle; ++b) row[b] = run_of_blocks(rows, b, middle);
        for (uint32_t b = middle; b < end; ++b) row[b] = run_of_blocks(rows, middle, b + 1);
      }
    }
    return true;
  }

  // Blocks [from, to) from the largest nodes that fit: rows[h][v] stands for blocks [v * 2^h, (v + 1) * 2^h).
  COLD static Compact run_of_blocks(Summary* const* rows, uint32_t from, uint32_t to) {
    Summary run = {};
    for (uint32_t at = from; at < to;) {
      uint32_t height = 31 - static_cast<uint32_t>(__builtin_clz(to - at));
      if (at > 0 && static_cast<uint32_t>(__builtin_ctz(at)) < height) height = static_cast<uint32_t>(__builtin_ctz(at));
      const Summary& node = rows[height][at >> height];
      run = at == from ? node : run.then(node);
      at += 1u << height;
    }
    return {run.mean, run.m2};
  }

  Summary whole_blocks(uint32_t first, uint32_t last) const {
    if (first == last) return whole_block(first);
    const uint32_t level = 31 - static_cast<uint32_t>(__builtin_clz(first ^ last));
    const uint32_t middle = last >> level << level;
    const Compact* row = table_.get() + level * size_t(blocks_);
    const Summary left = expand(row[first], first * kBlock, middle * kBlock);
    return left.then(expand(row[last], middle * kBlock, block_end(last)));
  }
};
