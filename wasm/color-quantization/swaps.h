// Moves centroids from where they are hardly missed to where one more would save most.
// This work is based on:
// Giuseppe Patanè, Marco Russo. The Enhanced LBG Algorithm. 2001
// Pasi Fränti. Efficiency of Random Swap Clustering. 2018
//
// All on the coarse cells. What a removal costs is read off the second nearest centroids, what a split saves is found by splitting
// the cluster along its longest axis. First many moves at once, then one by one; a move stays if a few passes make it pay.
#pragma once
#include <math.h>

#include "clusters.h"
#include "color_tree.h"
#include "random.h"

class Swaps {
 public:
  // Looks for at most `trials` moves from these clusters; with `random`, of any kind when
  // those that are likely to pay are used up. Call `propose` for each trial, then let the passes run, and tell `judge` the cost.
  bool begin(const ColorTree& tree, const Array<uint32_t>& cells, const Clusters& clusters, double cost, int trials,
             Random* random) {
    best_ = clusters.at;
    cost_ = cost;
    left_ = trials;
    random_ = random;
    batch_ = clusters.k / 8 > 1 ? clusters.k / 8 : 1;
    stale_ = true;
    return cell_label_.resize(cells.size()) && cell_order_.resize(cells.size()) && tree.n > 0;
  }

  // Puts the next trial into the clusters; false when there is none, and the best is put there.
  bool propose(const ColorTree& tree, const Array<uint32_t>& cells, Clusters& clusters) {
    clusters.at = best_;
    while (left_ > 0) {
      if (stale_) {
        survey(tree, cells, clusters);
        stale_ = false;
        next_ = 0;
        memset(removed_, 0, sizeof removed_);
        memset(split_, 0, sizeof split_);
      }
      if (batch_ > 1) {
        if (const int moved = propose_batch(clusters); moved > 1) {
          left_--;
          return true;
        }
        clusters.at = best_;
        batch_ = 1;
        continue;
      }
      if (!propose_one(clusters) && !propose_any(tree, cells, clusters)) break;
      left_--;
      return true;
    }
    clusters.at = best_;
    return false;
  }

  // The cost of what was proposed, after passes that moved the clusters to where they are now.
  void judge(const Clusters& clusters, double cost) {
    if (cost < cost_ * (1 - (random_ ? 1e-9 : 2e-5))) {
      cost_ = cost;
      best_ = clusters.at;
      stale_ = true;
    } else if (batch_ > 1) {
      batch_ /= 2;
    }
  }

 private:
  struct Split {
    double gain;
    float a[4], b[4];
  };
  struct Pair {
    double value;
    int removed, split;
  };
  static constexpr int kLongest = 16;  // of the lists that single moves are taken from
  static constexpr int kSingles = 12;  // likely moves tried in a row before giving up

  void move(Clusters& clusters, int removed, int split) const {
    UNROLL
    for (int d = 0; d < 4; d++) {
      clusters.at.x[d][split] = splits_[split].a[d];
      clusters.at.x[d][removed] = splits_[split].b[d];
    }
  }

  int propose_batch(Clusters& clusters) const {
    bool used[kMost] = {};
    int moved = 0;
    for (int s = 0, r = 0; s < many_ && r < many_ && moved < batch_; s++) {
      const int to = by_gain_[s];
      if (used[to]) continue;
      while (r < many_ && (used[by_loss_[r]] || by_loss_[r] == to)) r++;
      if (r == many_) break;
      const int from = by_loss_[r];
      if (splits_[to].gain <= loss_[from]) break;
      used[to] = used[from] = true;
      move(clusters, from, to);
      moved++;
    }
    return moved;
  }

  bool propose_one(Clusters& clusters) {
    for (; next_ < pairs_; next_++) {
      const Pair& pair = pair_[next_];
      if (singles_ >= kSingles) return false;
      if (removed_[pair.removed] >= 2 || split_[pair.split] >= 3) continue;
      removed_[pair.removed]++;
      split_[pair.split]++;
      singles_++;
      next_++;
      move(clusters, pair.removed, pair.split);
      return true;
    }
    return false;
  }

  // Any centroid to any cell, where so many trials are worth while.
  bool propose_any(const ColorTree& tree, const Array<uint32_t>& cells, Clusters& clusters) {
    if (!random_) return false;
    const int free = clusters.k - clusters.locked;
    const int j = clusters.locked + static_cast<int>(random_->next() * free);
    const Node& cell = tree.nodes[cells[static_cast<size_t>(random_->next() * static_cast<double>(cells.size()))]];
    UNROLL
    for (int d = 0; d < 4; d++) clusters.at.x[d][j] = static_cast<float>(cell.sum[d] / cell.weight);
    return true;
  }

  // Where every cell belongs, what each centroid's removal would cost and its split would save, and the moves this suggests.
  void survey(const ColorTree& tree, const Array<uint32_t>& cells, const Clusters& clusters) {
    const int k = clusters.k;
    memset(loss_, 0, sizeof loss_);
    uint32_t starts[kMost + 1] = {};
    for (size_t i = 0; i < cells.size(); i++) {
      const Node& cell = tree.nodes[cells[i]];
      const auto [nearest, first, second] = two_nearest(cell, clusters);
      cell_label_[i] = static_cast<uint8_t>(nearest);
      loss_[nearest] += cell.weight * static_cast<double>(second - first);
      starts[nearest + 1]++;
    }
    for (int j = 0; j < k; j++) starts[j + 1] += starts[j];
    uint32_t fill[kMost];
    memcpy(fill, starts, sizeof fill);
    for (size_t i = 0; i < cells.size(); i++) cell_order_[fill[cell_label_[i]]++] = cells[i];
    many_ = 0;
    for (int j = clusters.locked; j < k; j++) {
      splits_[j].gain = 0;
      if (starts[j + 1] - starts[j] > 1) split_cluster(tree, starts[j], starts[j + 1], splits_[j]);
      by_gain_[many_] = by_loss_[many_] = static_cast<int16_t>(j);
      many_++;
    }
    insertion_sort(by_gain_, many_, [&](int a, int b) { return splits_[a].gain > splits_[b].gain; });
    insertion_sort(by_loss_, many_, [&](int a, int b) { return loss_[a] < loss_[b]; });
    pairs_ = singles_ = 0;
    for (int s = 0; s < many_ && s < kLongest; s++)
      for (int r = 0; r < many_ && r < kLongest; r++) {
        const int to = by_gain_[s], from = by_loss_[r];
        if (to != from && splits_[to].gain > 0.4 * loss_[from]) pair_[pairs_++] = {splits_[to].gain - loss_[from], from, to};
      }
    insertion_sort(pair_, pairs_, [](const Pair& a, const Pair& b) { return a.value > b.value; });
  }

  template <class T, class Before>
  static void insertion_sort(T* list, int size, Before before) {
    for (int i = 1; i < size; i++) {
      const T moving = list[i];
      int at = i;
      for (; at > 0 && before(moving, list[at - 1]); at--) list[at] = list[at - 1];
      list[at] = moving;
    }
  }

  struct Nearest {
    int at;
    float first, second;
  };
  static Nearest two_nearest(const Node& cell, const Clusters& clusters) {
    const float share = 1.f / static_cast<float>(cell.weight);
    Float4 mean[4];
    UNROLL
    for (int d = 0; d < 4; d++) mean[d] = splat(static_cast<float>(cell.sum[d]) * share);
    Float4 first = splat(3e38f), second = first;
    Int4 place = splat(0), here = lanes(0, 1, 2, 3);
    for (int j = 0; j < clusters.k; j += 4, here = here + splat(4)) {
      Float4 distance = splat(0.f);
      UNROLL
      for (int d = 0; d < 4; d++) {
        const Float4 apart = load(clusters.at.x[d] + j) - mean[d];
        distance = distance + apart * apart;
      }
      const Int4 nearest = distance < first;
      second = select(nearest, first, select(distance < second, distance, second));
      first = select(nearest, distance, first);
      place = select(nearest, here, place);
    }
    Nearest r = {place[0], first[0], second[0]};
    UNROLL
    for (int t = 1; t < 4; t++) {
      if (first[t] < r.first) r = {place[t], first[t], r.first < second[t] ? r.first : second[t]};
      else if (first[t] < r.second) r.second = first[t];
    }
    if (clusters.k == 1) r.second = r.first;
    return r;
  }

  // Splits the cells [begin, end) of cell_order_ in two, across the axis in which they reach furthest, by a few passes of 2-means.
  void split_cluster(const ColorTree& tree, uint32_t begin, uint32_t end, Split& split) {
    double weight = 0, sum[4] = {};
    for (uint32_t i = begin; i < end; i++) {
      const Node& cell = tree.nodes[cell_order_[i]];
      weight += cell.weight;
      UNROLL
      for (int d = 0; d < 4; d++) sum[d] += cell.sum[d];
    }
    double covariance[4][4] = {};
    for (uint32_t i = begin; i < end; i++) {
      const Node& cell = tree.nodes[cell_order_[i]];
      double apart[4];
      UNROLL
      for (int d = 0; d < 4; d++) apart[d] = cell.sum[d] / cell.weight - sum[d] / weight;
      UNROLL
      for (int d = 0; d < 4; d++)
        for (int e = 0; e <= d; e++) covariance[d][e] += cell.weight * apart[d] * apart[e];
    }
    int longest = 0;
    double trace = 0;
    UNROLL
    for (int d = 0; d < 4; d++) {
      for (int e = 0; e < d; e++) covariance[e][d] = covariance[d][e];
      trace += covariance[d][d];
      if (covariance[d][d] > covariance[longest][longest]) longest = d;
    }
    if (trace <= 0) return;
    double axis[4];
    UNROLL
    for (int d = 0; d < 4; d++) axis[d] = covariance[longest][d] / covariance[longest][longest];
    for (int step = 0; step < 8; step++) {  // the power method
      double to[4] = {}, length = 1e-300;
      UNROLL
      for (int d = 0; d < 4; d++) {
        for (int e = 0; e < 4; e++) to[d] += covariance[d][e] * axis[e];
        length += to[d] * to[d];
      }
      length = sqrt(length);
      UNROLL
      for (int d = 0; d < 4; d++) axis[d] = to[d] / length;
    }
    const double reach = 0.7 * sqrt(trace / weight);
    double a[4], b[4];
    UNROLL
    for (int d = 0; d < 4; d++) {
      a[d] = sum[d] / weight + reach * axis[d];
      b[d] = sum[d] / weight - reach * axis[d];
    }
    double gain = 0;
    for (int pass = 0; pass < 4; pass++) {
      double part = 0, part_sum[4] = {};
      for (uint32_t i = begin; i < end; i++) {
        const Node& cell = tree.nodes[cell_order_[i]];
        double difference = 0;  // of the squared distances to a and b
        UNROLL
        for (int d = 0; d < 4; d++) {
          const double at = cell.sum[d] / cell.weight;
          difference += (at - a[d]) * (at - a[d]) - (at - b[d]) * (at - b[d]);
        }
        if (difference >= 0) continue;
        part += cell.weight;
        UNROLL
        for (int d = 0; d < 4; d++) part_sum[d] += cell.sum[d];
      }
      const double rest = weight - part;
      if (part <= 0 || rest <= 0) return;
      gain = 0;
      UNROLL
      for (int d = 0; d < 4; d++) {
        const double rest_sum = sum[d] - part_sum[d];
        a[d] = part_sum[d] / part;
        b[d] = rest_sum / rest;
        gain += part_sum[d] * a[d] + rest_sum * b[d] - sum[d] * sum[d] / weight;
      }
    }
    split.gain = gain;
    UNROLL
    for (int d = 0; d < 4; d++) {
      split.a[d] = static_cast<float>(a[d]);
      split.b[d] = static_cast<float>(b[d]);
    }
  }

  Centroids best_;
  double cost_ = 0;
  int left_ = 0, batch_ = 1;
  Random* random_ = nullptr;
  bool stale_ = true;
  Array<uint8_t> cell_label_;
  Array<uint32_t> cell_order_;  // cells by cluster
  double loss_[kMost];
  Split splits_[kMost];
  int16_t by_gain_[kMost], by_loss_[kMost];
  int many_ = 0;
  Pair pair_[kLongest * kLongest];
  int pairs_ = 0, next_ = 0, singles_ = 0;
  uint8_t removed_[kMost], split_[kMost];
};
