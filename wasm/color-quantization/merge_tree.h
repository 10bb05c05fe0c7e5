// Seeds for every k at once: the cells of a tree, merged two by two, always those whose merging costs least.
// This work is based on:
// Joe Ward. Hierarchical Grouping to Optimize an Objective Function. 1963
// William Equitz. A New Vector Quantization Clustering Algorithm (pairwise nearest neighbour). 1989
#pragma once
#include "clusters.h"
#include "color_tree.h"

class MergeTree {
 public:
  // Cuts the tree into at most `most` cells (65,535 at most) and merges them down to one. O(most^2).
  bool build(ColorTree& tree, uint32_t most) {
    if (!tree.cut(most, false, chosen_)) return false;
    const size_t m = chosen_.size();
    if (!cells_.resize(m) || !merges_.resize(0)) return false;
    for (size_t i = 0; i < m; i++) {
      const Node& node = tree.nodes[chosen_[i]];
      cells_[i].weight = node.weight;
      memcpy(cells_[i].sum, node.sum, sizeof node.sum);
    }
    return tree.dimensions == 4 ? merge<4>() : merge<3>();
  }

  // The means of the k groups left by the merges; fewer where there are not so many cells.
  bool seeds(int k, Clusters& clusters) {
    const size_t m = cells_.size();
    if (!groups_.resize(m) || !alive_.resize(m)) return false;
    memcpy(static_cast<void*>(groups_.get()), cells_.get(), m * sizeof(Cell));
    memset(alive_.get(), 1, m);
    size_t left = m;
    for (size_t i = 0; i < merges_.size() && left > static_cast<size_t>(k); i++, left--) {
      Cell& to = groups_[merges_[i].kept];
      const Cell& from = groups_[merges_[i].gone];
      to.weight += from.weight;
      UNROLL
      for (int d = 0; d < 4; d++) to.sum[d] += from.sum[d];
      alive_[merges_[i].gone] = 0;
    }
    clusters.k = 0;
    for (size_t i = 0; i < m; i++) {
      if (!alive_[i]) continue;
      UNROLL
      for (int d = 0; d < 4; d++)
        clusters.at.x[d][clusters.k] = static_cast<float>(groups_[i].sum[d] / groups_[i].weight);
      clusters.k++;
    }
    return true;
  }

 private:
  struct Cell {
    double weight, sum[4];
  };
  struct Merge {
    uint16_t kept, gone;
  };

  // Each cell knows its best partner among those after it; after a merge only what that changes is looked for again.
  template <int D>
  bool merge() {
    const int m = static_cast<int>(cells_.size());
    const size_t room = cells_.size() + 8;
    Buffer<float> arrays;  // D coordinates, weight, cost
    Buffer<double> sums;   // D sums, weight
    Buffer<int32_t> partner, name;
    if (!arrays.reserve((D + 2) * room) || !sums.reserve((D + 1) * room) || !partner.reserve(room) || !name.reserve(room)) return false;
    float* x[D];
    double* sum[D];
    UNROLL
    for (int d = 0; d < D; d++) {
      x[d] = arrays.get() + d * room;
      sum[d] = sums.get() + d * room;
    }
    float* weight = arrays.get() + D * room;
    float* cost = weight + room;
    double* whole = sums.get() + D * room;
    for (size_t i = 0; i < room; i++) {
      UNROLL
      for (int d = 0; d < D; d++) x[d][i] = kFar;
      weight[i] = 1;
      cost[i] = kNone;
    }
    const auto settle = [&](int i) {
      UNROLL
      for (int d = 0; d < D; d++) x[d][i] = static_cast<float>(sum[d][i] / whole[i]);
      weight[i] = static_cast<float>(whole[i]);
    };
    for (int i = 0; i < m; i++) {
      name[i] = i;
      whole[i] = cells_[i].weight;
      UNROLL
      for (int d = 0; d < D; d++) sum[d][i] = cells_[i].sum[d];
      settle(i);
    }
    int left = m;
    const auto find = [&](int i) {
      Float4 at[D];
      UNROLL
      for (int d = 0; d < D; d++) at[d] = splat(x[d][i]);
      const Float4 own = splat(weight[i]);
      Float4 best = splat(kNone);
      int j = (i + 1) & ~3;
      Int4 place = splat(-1), here = lanes(j, j + 1, j + 2, j + 3);
      for (; j < left; j += 4, here = here + splat(4)) {
        Float4 distance = splat(0.f);
        UNROLL
        for (int d = 0; d < D; d++) {
          const Float4 apart = load(x[d] + j) - at[d];
          distance = distance + apart * apart;
        }
        const Float4 other = load(weight + j);
        Float4 rise = distance * other / (own + other);
        if (j <= i) rise = select(splat(i) < here, rise, splat(kNone));  // the first four may hold cells that are not after i
        const Int4 less = rise < best;
        best = select(less, rise, best);
        place = select(less, here, place);
      }
      float low = kNone;
      int at_low = -1;
      UNROLL
      for (int t = 0; t < 4; t++)
        if (place[t] >= 0 && place[t] < left && (best[t] < low || (best[t] == low && place[t] < at_low))) {
          low = best[t];
          at_low = place[t];
        }
      partner[i] = at_low;
      cost[i] = at_low < 0 ? kNone : low * weight[i];
    };
    for (int i = 0; i < m; i++) find(i);
    const auto rise_of = [&](int i, int j) {
      float distance = 0;
      UNROLL
      for (int d = 0; d < D; d++) {
        const float apart = x[d][j] - x[d][i];
        distance = distance + apart * apart;
      }
      return distance * weight[j] / (weight[j] + weight[i]) * weight[i];
    };
    const auto consider = [&](int i, int j) {
      if (j <= i || j >= left) return;
      const float rise = rise_of(i, j);
      if (rise < cost[i]) {
        cost[i] = rise;
        partner[i] = j;
      }
    };
    while (left > 1) {
      Float4 low = splat(kNone);
      Int4 place = splat(0), here = lanes(0, 1, 2, 3);
      for (int i = 0; i < left; i += 4, here = here + splat(4)) {
        const Float4 some = load(cost + i);
        const Int4 less = some < low;
        low = select(less, some, low);
        place = select(less, here, place);
      }
      const int a = least(low, place).at;
      const int b = partner[a];
      if (b < 0) break;  // nothing but infinite costs
      if (!merges_.push({static_cast<uint16_t>(name[a]), static_cast<uint16_t>(name[b])})) return false;
      whole[a] += whole[b];
      UNROLL
      for (int d = 0; d < D; d++) sum[d][a] += sum[d][b];
      settle(a);
      const int last = --left;
      if (b != last) {
        UNROLL
        for (int d = 0; d < D; d++) {
          x[d][b] = x[d][last];
          sum[d][b] = sum[d][last];
        }
        weight[b] = weight[last];
        whole[b] = whole[last];
        name[b] = name[last];
      }
      UNROLL
      for (int d = 0; d < D; d++) x[d][last] = kFar;
      weight[last] = 1;
      cost[last] = kNone;
      for (int i = 0; i < left; i++) {
        const int with = partner[i];
        if (i == a || i == b || with == a || with == b || with == last) {
          find(i);
          continue;
        }
        consider(i, a);
        consider(i, b);
      }
    }
    return true;
  }

  static constexpr float kNone = 3e38f;
  Array<uint32_t> chosen_;
  Array<Cell> cells_, groups_;
  Array<Merge> merges_;
  Array<uint8_t> alive_;
};
