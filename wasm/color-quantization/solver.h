// Looks for the best centroids: seeds, passes and swaps over coarse cells, then exact passes over all colours, step by step.
#pragma once
#include "assignment.h"
#include "exchange.h"
#include "gray_levels.h"
#include "merge_tree.h"
#include "swaps.h"

// What every k has in common, for one space.
class Ground {
 public:
  ColorTree tree;
  Array<uint32_t> cells;  // coarse ones
  MergeTree* seeds[2];    // from fewer and from more cells: either may give the better ones

  void forget() {
    for (bool& is : built_) is = false;
    has_cells_ = 0;
  }
  // Few colours wanted are found among few cells; `thorough` asks for more.
  bool prepare(int k, bool thorough) {
    const int level = k <= kFew && !thorough ? 0 : 1;
    for (int i = 0; i < 2; i++) {
      seeds[i] = &merges_[level + i];
      if (built_[level + i]) continue;
      if (!seeds[i]->build(tree, kMerged << (level + i))) return false;
      built_[level + i] = true;
    }
    const uint32_t wanted = thorough ? kMostCells : level == 0 ? kFewCells : kCells;
    if (has_cells_ == wanted) return true;
    has_cells_ = wanted;
    return tree.cut(wanted, true, cells);
  }

 private:
  static constexpr int kFew = 32;
  static constexpr uint32_t kMerged = 256, kFewCells = 2048, kCells = 4096, kMostCells = 8192;
  MergeTree merges_[3];
  bool built_[3] = {};
  uint32_t has_cells_ = 0;
};

struct Wanted {
  int k = 1;  // without an entry for transparent pixels
  int32_t mode = COLOR_QUANTIZATION_FAST;
  uint32_t seed = 0;
  double tolerance = -1;
  int locked = 0, started = 0;  // how many of `given`
  Centroids given;
};

class Solver {
 public:
  enum class Stage { kStart, kCoarse, kSwap, kSettle, kExact, kDone };

  Clusters clusters;
  double cost = 0;
  uint32_t passes = 0;
  bool converged = false, optimal = false, is_exact = false, has_weights = false;
  Stage stage = Stage::kDone;

  bool init() { return three_.init() && four_.init(); }

  bool begin(Ground& ground, const uint32_t* colors, bool all_gray, const Wanted& wanted) {
    ground_ = &ground;
    wanted_ = wanted;
    cost = 0;
    passes = 0;
    converged = optimal = is_exact = has_weights = false;
    exchanges_ = 0;
    random_ = Random(wanted.seed);
    clusters.k = 0;
    clusters.locked = wanted.locked;
    const uint32_t n = ground.tree.n;
    const int free = wanted.k - wanted.locked;
    if (n == 0 || free == 0 || wanted.started > 0) {
      clusters.k = wanted.locked + wanted.started;
      clusters.at = wanted.given;
      converged = n == 0 || free == 0;
      stage = converged ? Stage::kDone : Stage::kExact;
      pad();
      return stage == Stage::kDone || prepare();
    }
    if (n <= static_cast<uint32_t>(free)) {  // a centroid for each colour
      clusters.at = wanted.given;
      for (uint32_t i = 0; i < n; i++)
        for (int d = 0; d < 4; d++)
          clusters.at.x[d][wanted.locked + static_cast<int>(i)] = d < ground.tree.dimensions ? ground.tree.x[d][i] : 0;
      clusters.k = wanted.locked + static_cast<int>(n);
      converged = optimal = is_exact = true;
      stage = Stage::kDone;
      pad();
      return true;
    }
    if (!prepare()) return false;
    if (all_gray && wanted.locked == 0 && wanted.mode != COLOR_QUANTIZATION_INSTANT) {
      if (!GrayLevels::solve(ground.tree, colors, free, clusters)) return false;
      optimal = true;
      stage = Stage::kExact;
      pad();
      return true;
    }
    start_ = 0;
    best_cost_ = -1;
    stage = Stage::kStart;
    return true;
  }

  // A step of a few milliseconds at most. False when there is no memory.
  bool step() {
    switch (stage) {
      case Stage::kStart:
        if (start_ == starts()) {
          clusters.at = best_;
          cost = best_cost_;
          stage = trials() > 0 ? Stage::kSwap : Stage::kExact;
          return stage != Stage::kSwap || swaps_.begin(ground_->tree, ground_->cells, clusters, cost, trials(), is_small() ? &random_ : nullptr);
        }
        if (!seed(start_)) return false;
        rounds_ = 0;
        if (wanted_.mode == COLOR_QUANTIZATION_INSTANT) {
          stage = Stage::kDone;
          return true;
        }
        start_++;
        stage = Stage::kCoarse;
        return true;
      case Stage::kCoarse:
        if (!settle(kPassesAStep, 1e-4)) return true;
        if (best_cost_ < 0 || cost < best_cost_) {
          best_cost_ = cost;
          best_ = clusters.at;
        }
        stage = Stage::kStart;
        return true;
      case Stage::kSwap:
        if (!swaps_.propose(ground_->tree, ground_->cells, clusters)) {
          rounds_ = 0;
          stage = Stage::kSettle;
          return true;
        }
        pad();
        rounds_ = 0;
        settle(kTrialPasses, 2e-4);
        if (is_small()) exchange();
        swaps_.judge(clusters, cost);
        return true;
      case Stage::kSettle:
        if (settle(kPassesAStep, 1e-5)) stage = Stage::kExact;
        return true;
      case Stage::kExact:
        exact_pass();
        return true;
      case Stage::kDone: return true;
    }
    return true;
  }

  // Each point's nearest of `some`, which do not move: fills their weights and sums, and the labels.
  void label(const ColorTree& tree, Clusters& some, uint8_t* labels) { assign(tree, some, false, labels); }

  void pad() { pad(clusters); }
  static void pad(Clusters& some) {
    for (int d = 0; d < 4; d++)
      for (int t = 0; t < 8; t++) some.at.x[d][some.k + t] = kNowhere;
  }

 private:
  static constexpr int kPassesAStep = 12, kMostPasses = 300, kTrialPasses = 15, kMostExact = 5000, kMostExchanges = 20, kSweeps = 20;

  int starts() const { return wanted_.mode == COLOR_QUANTIZATION_BEST ? 2 + kRandomStarts : 2; }
  int trials() const {
    const bool best = wanted_.mode == COLOR_QUANTIZATION_BEST;
    if (is_small()) {
      const double affordable = (best ? 4e6 : 4e5) / (static_cast<double>(ground_->tree.n) * wanted_.k);
      const int most = best ? 600 : 80;
      return affordable < most ? static_cast<int>(affordable) + 10 : most;
    }
    return best ? 90 : wanted_.k <= 64 ? 12 : 6;
  }
  // So few colours that many moves can be tried, each to its end.
  bool is_small() const { return ground_->tree.n <= kSmall; }
  static constexpr int kRandomStarts = 4;
  static constexpr uint32_t kFewPoints = 8192, kSmall = 1024;

  double tolerance() const {
    if (wanted_.tolerance >= 0) return wanted_.tolerance;
    return wanted_.mode == COLOR_QUANTIZATION_BEST ? 1e-5 : 1e-4;
  }

  bool prepare() {
    const bool thorough = wanted_.mode != COLOR_QUANTIZATION_FAST;  // for instant as well, as its seeds are for every k
    const uint32_t n = ground_->tree.n;
    return ground_->prepare(wanted_.k, thorough) && (n > kFewPoints || label_.reserve(n));
  }

  void assign(const ColorTree& tree, Clusters& some, bool coarse, uint8_t* labels) {
    if (tree.dimensions == 4) four_.run(tree, some, coarse, labels);
    else three_.run(tree, some, coarse, labels);
  }

  bool seed(int start) {
    if (start < 2) {
      if (!ground_->seeds[1 - start]->seeds(wanted_.k, clusters)) return false;
    } else {
      scatter(static_cast<uint32_t>(start));
    }
    fill();
    lock();
    pad();
    return true;
  }

  // k-means++ (David Arthur, Sergei Vassilvitskii, 2007) on the coarse cells.
  void scatter(uint32_t start) {
    Random random(wanted_.seed * 64 + start);
    const ColorTree& tree = ground_->tree;
    const Array<uint32_t>& cells = ground_->cells;
    Array<float> nearest;
    clusters.k = 0;
    if (!nearest.resize(cells.size())) return;
    for (size_t i = 0; i < cells.size(); i++) nearest[i] = 1;
    double total = tree.nodes[0].weight;
    while (clusters.k < wanted_.k && total > 0) {
      double left = random.next() * total;
      size_t chosen = 0;
      for (size_t i = 0; i < cells.size(); i++) {
        const double share = tree.nodes[cells[i]].weight * nearest[i];
        if (share <= 0) continue;
        chosen = i;
        if ((left -= share) < 0) break;
      }
      put(clusters.k++, tree.nodes[cells[chosen]]);
      const int j = clusters.k - 1;
      total = 0;
      for (size_t i = 0; i < cells.size(); i++) {
        const Node& cell = tree.nodes[cells[i]];
        const float apart = distance(cell, j);
        if (j == 0 || apart < nearest[i]) nearest[i] = apart;
        total += cell.weight * nearest[i];
      }
    }
  }

  // Where there were not as many cells as centroids are wanted: the first colours as they come; passes sort it out.
  void fill() {
    for (uint32_t i = 0; clusters.k < wanted_.k && i < ground_->tree.n; i++) {
      for (int d = 0; d < 4; d++) clusters.at.x[d][clusters.k] = d < ground_->tree.dimensions ? ground_->tree.x[d][i] : 0;
      clusters.k++;
    }
  }

  // Puts each locked centroid in the place of the nearest that is not, and to the front.
  void lock() {
    for (int l = 0; l < wanted_.locked; l++) {
      int nearest = l;
      float low = 3e38f;
      for (int j = l; j < clusters.k; j++) {
        float apart = 0;
        for (int d = 0; d < 4; d++) {
          const float difference = clusters.at.x[d][j] - wanted_.given.x[d][l];
          apart += difference * difference;
        }
        if (apart < low) {
          low = apart;
          nearest = j;
        }
      }
      for (int d = 0; d < 4; d++) {
        clusters.at.x[d][nearest] = clusters.at.x[d][l];
        clusters.at.x[d][l] = wanted_.given.x[d][l];
      }
    }
  }

  // Coarse passes, `most` of them, until one saves less than `tolerance`; true when that is reached.
  bool settle(int most, double tolerance) {
    for (int i = 0; i < most; i++) {
      const double before = cost;
      assign(ground_->tree, clusters, true, nullptr);
      cost = clusters.cost(ground_->tree.nodes[0].squares);
      const bool moved = update();
      rounds_++;
      if (!moved || rounds_ >= kMostPasses || (rounds_ > 1 && before - cost <= tolerance * cost)) return true;
    }
    return false;
  }

  void exact_pass() {
    const double before = cost;
    assign(ground_->tree, clusters, false, nullptr);
    has_weights = true;
    cost = clusters.cost(ground_->tree.nodes[0].squares);
    const bool moved = update();
    passes++;
    converged = !moved;
    const double enough = tolerance();
    const bool slow = passes > 1 && enough > 0 && before - cost <= enough * cost;
    if (moved && !optimal && !slow && passes < kMostExact) return;
    // At rest; with few points single ones may still have a better place, and passes go on from there.
    const bool may_exchange = ground_->tree.n <= kFewPoints && wanted_.started == 0 && !optimal && exchanges_++ < kMostExchanges;
    if (!may_exchange || !exchange()) stage = Stage::kDone;
  }

  // Moves single points, from the clusters as they are; false when none moved.
  bool exchange() {
    assign(ground_->tree, clusters, false, label_.get());
    const bool moved = Exchange::run(ground_->tree, clusters, label_.get(), kSweeps);
    cost = clusters.cost(ground_->tree.nodes[0].squares);
    return moved;
  }

  // Moves each centroid to the mean of its points, and one that has none to where it is most missed. False when nothing moved.
  bool update() {
    bool moved = false;
    for (int j = clusters.locked; j < clusters.k; j++) {
      if (clusters.weight[j] <= 0) continue;
      for (int d = 0; d < 4; d++) {
        const float mean = static_cast<float>(clusters.sum[d][j] / clusters.weight[j]);
        if (mean == clusters.at.x[d][j]) continue;
        clusters.at.x[d][j] = mean;
        moved = true;
      }
    }
    for (int j = clusters.locked; j < clusters.k; j++)
      if (clusters.weight[j] <= 0 && rescue(j)) moved = true;
    return moved;
  }

  bool rescue(int j) {
    const ColorTree& tree = ground_->tree;
    double most = 0;
    const Node* missed = nullptr;
    for (size_t i = 0; i < ground_->cells.size(); i++) {
      const Node& cell = tree.nodes[ground_->cells[i]];
      float nearest = 3e38f;
      for (int q = 0; q < clusters.k; q++) {
        if (q == j || (q > j && clusters.weight[q] <= 0 && q >= clusters.locked)) continue;
        const float apart = distance(cell, q);
        if (apart < nearest) nearest = apart;
      }
      if (cell.weight * nearest > most) {
        most = cell.weight * nearest;
        missed = &cell;
      }
    }
    if (!missed || most < 1e-6) return false;
    put(j, *missed);
    return true;
  }

  void put(int j, const Node& cell) {
    for (int d = 0; d < 4; d++) clusters.at.x[d][j] = static_cast<float>(cell.sum[d] / cell.weight);
  }
  float distance(const Node& cell, int j) const {
    float apart = 0;
    const float share = 1.f / static_cast<float>(cell.weight);
    for (int d = 0; d < 4; d++) {
      const float difference = static_cast<float>(cell.sum[d]) * share - clusters.at.x[d][j];
      apart += difference * difference;
    }
    return apart;
  }

  Ground* ground_ = nullptr;
  Wanted wanted_;
  Assignment<3> three_;
  Assignment<4> four_;
  Swaps swaps_;
  Random random_ = Random(0);
  Centroids best_;
  double best_cost_ = -1;
  int start_ = 0, rounds_ = 0, exchanges_ = 0;
  Buffer<uint8_t> label_;  // of each point, where there are few
};
