// Gives every point to its nearest centroid.
// This work is based on:
// Tapas Kanungo, David Mount, Nathan Netanyahu, Christine Piatko, Ruth Silverman, Angela Wu. An Efficient k-Means Clustering
//   Algorithm: Analysis and Implementation. 2002
//
// Going down the tree, each box keeps the centroids that can be nearest to some place in it: those that are not, corner by corner,
// further than the one nearest to its middle. Where one is left, all points of the box are its, by their sums, unseen. Sums are
// of whole numbers in doubles where the space is sRGB, so they are exact.
#pragma once
#include "clusters.h"
#include "color_tree.h"

template <int D>
class Assignment {
 public:
  bool init() { return stack_.reserve(kDepth); }

  // Fills the clusters' weights and sums. With `coarse`, coarse cells go as a whole, by their means. Where labels are given, they
  // get the cluster of each point.
  void run(const ColorTree& tree, Clusters& clusters, bool coarse, uint8_t* labels) {
    clusters.clear();
    if (tree.n == 0) return;
    Run run = {tree, clusters, coarse, labels};
    Candidates& all = stack_[0];
    UNROLL
    for (int d = 0; d < D; d++) memcpy(all.x[d], clusters.at.x[d], sizeof all.x[d]);
    for (int j = 0; j < clusters.k; j++) all.id[j] = static_cast<uint8_t>(j);
    all.count = clusters.k;
    close(all);
    visit(run, tree.nodes[0], 0);
  }

 private:
  static constexpr int kDepth = 24;  // the keys make the tree 10 deep at most, points too alike for them a few more, and a leaf prunes once more

  struct Candidates {
    float x[D][kMost + 8];
    uint8_t id[kMost + 8];
    int count;
  };
  struct Run {
    const ColorTree& tree;
    Clusters& clusters;
    bool coarse;
    uint8_t* labels;
  };

  static void close(Candidates& some) {
    UNROLL
    for (int d = 0; d < D; d++)
      for (int t = 0; t < 4; t++) some.x[d][some.count + t] = kNowhere;
  }

  void visit(Run& run, const Node& node, int depth) {
    const Candidates& from = stack_[depth];
    if (from.count == 1) return give(run, node, from.id[0]);
    if (run.coarse && node.coarse) return give(run, node, nearest_to_mean(node, from));
    if (node.children == 0 && from.count <= 3) return leaf(run, node, from);
    const Candidates& kept = prune(from, stack_[depth + 1], node);
    if (kept.count == 1) return give(run, node, kept.id[0]);
    if (node.children == 0) return leaf(run, node, kept);
    for (uint32_t c = 0; c < node.children; c++) visit(run, run.tree.nodes[node.child + c], depth + 1);
  }

  static void give(Run& run, const Node& node, int j) {
    Clusters& clusters = run.clusters;
    clusters.weight[j] += node.weight;
    UNROLL
    for (int d = 0; d < D; d++) clusters.sum[d][j] += node.sum[d];
    if (run.labels) memset(run.labels + node.begin, j, node.end - node.begin);
  }

  static int nearest_to_mean(const Node& node, const Candidates& from) {
    const float share = 1.f / static_cast<float>(node.weight);
    Float4 mean[D];
    UNROLL
    for (int d = 0; d < D; d++) mean[d] = splat(static_cast<float>(node.sum[d]) * share);
    return from.id[nearest(from, mean)];
  }

  // Place among the candidates of the one nearest to a point.
  static int nearest(const Candidates& from, const Float4* point) {
    Float4 best = splat(3e38f);
    Int4 place = splat(0), here = lanes(0, 1, 2, 3);
    for (int i = 0; i < from.count; i += 4) {
      Float4 distance = splat(0.f);
      UNROLL
      for (int d = 0; d < D; d++) {
        const Float4 apart = load(from.x[d] + i) - point[d];
        distance = distance + apart * apart;
      }
      const Int4 nearer = distance < best;
      best = select(nearer, distance, best);
      place = select(nearer, here, place);
      here = here + splat(4);
    }
    return least(best, place).at;
  }

  // Leaves out each candidate z for which no place of the box is nearer to z than to z*, the one nearest to the middle: z is nearer
  // somewhere if it is at the corner that lies furthest in the direction z - z*.
  static const Candidates& prune(const Candidates& from, Candidates& to, const Node& box) {
    Float4 middle[D];
    UNROLL
    for (int d = 0; d < D; d++) middle[d] = splat((box.low[d] + box.high[d]) * 0.5f);
    const int best = nearest(from, middle);
    Float4 at[D], low[D], high[D];
    UNROLL
    for (int d = 0; d < D; d++) {
      const float z = from.x[d][best];
      at[d] = splat(z);
      low[d] = splat(2 * (box.low[d] - z));
      high[d] = splat(2 * (box.high[d] - z));
    }
    int kept = 0;
    for (int i = 0; i < from.count; i += 4) {
      Float4 length = splat(0.f), reach = splat(0.f);
      UNROLL
      for (int d = 0; d < D; d++) {
        const Float4 u = load(from.x[d] + i) - at[d];
        length = length + u * u;
        reach = reach + larger(u * high[d], u * low[d]);
      }
      int keep = bits(length < reach);
      if (best >= i && best < i + 4) keep |= 1 << (best - i);
      for (; keep; keep &= keep - 1) {
        const int from_place = i + __builtin_ctz(static_cast<unsigned>(keep));
        if (from_place >= from.count) break;
        UNROLL
        for (int d = 0; d < D; d++) to.x[d][kept] = from.x[d][from_place];
        to.id[kept++] = from.id[from_place];
      }
    }
    to.count = kept;
    close(to);
    return to;
  }

  static void leaf(Run& run, const Node& node, const Candidates& from) {
    const ColorTree& tree = run.tree;
    Clusters& clusters = run.clusters;
    for (uint32_t i = node.begin; i < node.end; i += 4) {
      Float4 point[D];
      UNROLL
      for (int d = 0; d < D; d++) point[d] = load(&tree.x[d][i]);
      Float4 best = splat(3e38f);
      Int4 place = splat(0);
      for (int j = 0; j < from.count; j++) {
        Float4 distance = splat(0.f);
        UNROLL
        for (int d = 0; d < D; d++) {
          const Float4 apart = point[d] - splat(from.x[d][j]);
          distance = distance + apart * apart;
        }
        const Int4 nearer = distance < best;
        best = select(nearer, distance, best);
        place = select(nearer, splat(j), place);
      }
      int32_t places[4];
      memcpy(places, &place, sizeof places);
      const uint32_t end = node.end - i < 4 ? node.end : i + 4;
      for (uint32_t p = i; p < end; p++) {
        const int j = from.id[places[p - i]];
        const double w = tree.weight[p];
        clusters.weight[j] += w;
        UNROLL
        for (int d = 0; d < D; d++) clusters.sum[d][j] += w * tree.x[d][p];
        if (run.labels) run.labels[p] = static_cast<uint8_t>(j);
      }
    }
  }

  Buffer<Candidates> stack_;
};
