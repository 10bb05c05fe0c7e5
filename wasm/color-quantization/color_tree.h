// A picture's colours as weighted points of a space, in the order of a Morton curve, and the tree of boxes over them: an octree, or
// with alpha a tree of 16 children. Each node knows the weight, the sum and the sum of squares of its points.
#pragma once
#include <math.h>
#include <string.h>

#include "array.h"
#include "color_table.h"
#include "spaces.h"

constexpr float kFar = 1e9f;  // where points that are none lie

struct Node {
  float low[4], high[4];
  double weight, sum[4], squares;
  uint32_t begin, end;  // of its points
  uint32_t child;       // the first of its children, which stand side by side
  uint16_t children;    // 0: a leaf
  bool coarse;          // one of the cells that stand for their points while a solution is searched for
  bool chosen;          // while cells are chosen

  double error() const {  // sum of squared distances to the mean
    double mean = 0;
    for (double s : sum) mean += s * s;
    return squares - mean / weight;
  }
};

// Whether a colour is none: it gets the transparent entry of a palette.
inline bool is_unseen(uint32_t color, int32_t alpha) {
  return alpha != COLOR_QUANTIZATION_IGNORE && color >> 24 < (alpha == COLOR_QUANTIZATION_BINARY ? 128 : 1);
}

class ColorTree {
 public:
  uint32_t n = 0;
  int dimensions = 3;
  Buffer<float> x[4], weight;  // of each point; four more that lie far off and weigh nothing
  Array<Node> nodes;
  int32_t space = -1, alpha = -1;

  // Which of all colours a point is.
  uint32_t color_of(uint32_t point) const { return is_ordered_ ? point : order_[point]; }

  // Of `count` colours, given along a Morton curve of r, g, b where `is_curve`, those that are to be seen; `alpha` says which.
  bool build(const Spaces& spaces, const uint32_t* colors, const uint32_t* counts, uint32_t count, bool is_curve, bool is_opaque,
             int32_t wanted_space, int32_t wanted_alpha) {
    space = -1;
    const bool blend = !is_opaque && wanted_alpha == COLOR_QUANTIZATION_BLEND;
    dimensions = blend ? 4 : 3;
    is_ordered_ = is_curve && wanted_space == COLOR_QUANTIZATION_SRGB && is_opaque;
    n = is_ordered_ ? count : 0;
    if (!is_ordered_ && !sort(spaces, colors, count, wanted_space, wanted_alpha, blend)) return false;
    if (!weight.reserve(n + 4) || (is_ordered_ && !keys_.reserve(n + 1))) return false;
    for (int d = 0; d < dimensions; d++)
      if (!x[d].reserve(n + 4)) return false;
    uint32_t four[4];
    for (uint32_t i = 0; i < n; i += 4) {
      for (uint32_t t = 0; t < 4; t++) four[t] = i + t < n ? colors[color_of(i + t)] : 0;
      const Color4 at = spaces.convert(four, wanted_space, blend);
      for (int d = 0; d < dimensions; d++) store(&x[d][i], at.x[d]);
      for (uint32_t t = 0; t < 4 && i + t < n; t++) {
        weight[i + t] = static_cast<float>(counts[color_of(i + t)]);
        if (is_ordered_) keys_[i + t] = spread(four[t] & 255) << 2 | spread(four[t] >> 8 & 255) << 1 | spread(four[t] >> 16 & 255);
      }
    }
    for (uint32_t i = n; i < n + 4; i++) {
      for (int d = 0; d < dimensions; d++) x[d][i] = kFar;
      weight[i] = 0;
    }
    leaf_ = n < 20'000 ? 1 : 32;
    nodes.clear();
    if (n > 0 && (!nodes.resize(1) || !grow(0, 0, n, is_ordered_ ? 8 : kBits[dimensions]))) return false;
    keys_.release();
    space = wanted_space;
    alpha = wanted_alpha;
    return true;
  }

  // The nodes that cut the tree into at most `most` cells, those of greatest error split first, along the curve. With `mark` they
  // become the coarse cells.
  bool cut(uint32_t most, bool mark, Array<uint32_t>& cells) {
    cells.clear();
    heap_.clear();
    if (n == 0) return true;
    if (!heap_.push({static_cast<float>(nodes[0].error()), 0})) return false;
    size_t whole = 0;  // those that are not split any further
    while (heap_.size() > 0 && heap_.size() + whole < most) {
      const uint32_t worst = heap_[0].node;
      pop();
      Node& node = nodes[worst];
      if (node.children == 0 || heap_.size() + whole + node.children > most) {
        node.chosen = true;
        whole++;
        continue;
      }
      for (uint32_t c = 0; c < node.children; c++)
        if (!push({static_cast<float>(nodes[node.child + c].error()), node.child + c})) return false;
    }
    for (size_t i = 0; i < heap_.size(); i++) nodes[heap_[i].node].chosen = true;
    if (!cells.reserve(whole + heap_.size()) || !list(0, cells)) return false;
    if (!mark) return true;
    for (size_t i = 0; i < nodes.size(); i++) nodes[i].coarse = false;
    for (size_t i = 0; i < cells.size(); i++) nodes[cells[i]].coarse = true;
    return true;
  }

 private:
  struct Open {
    float error;
    uint32_t node;
  };
  static constexpr int kBits[5] = {0, 0, 0, 10, 7};  // of a key, for each dimension

  // Orders the colours along the curve of a space, by radix sort.
  bool sort(const Spaces& spaces, const uint32_t* colors, uint32_t count, int32_t wanted_space, int32_t wanted_alpha, bool blend) {
    Buffer<uint32_t> other_keys, other_order;
    if (!keys_.reserve(count + 4) || !other_keys.reserve(count + 4) || !order_.reserve(count + 4) || !other_order.reserve(count + 4))
      return false;
    for (uint32_t i = 0; i < count; i++)
      if (!is_unseen(colors[i], wanted_alpha)) order_[n++] = i;
    for (uint32_t t = 0; t < 4; t++) order_[n + t] = 0;
    const float scale = blend ? 0.5f : 4.f;
    const float shift = wanted_space == COLOR_QUANTIZATION_OKLAB ? 100.f : 0.f;  // a and b have both signs
    const Float4 most = splat(static_cast<float>((1 << kBits[dimensions]) - 1));
    for (uint32_t i = 0; i < n; i += 4) {
      uint32_t four[4];
      for (uint32_t t = 0; t < 4; t++) four[t] = colors[order_[i + t]];
      const Color4 at = spaces.convert(four, wanted_space, blend);
      uint32_t key[4] = {0, 0, 0, 0};
      for (int d = 0; d < dimensions; d++) {
        Float4 place = (at.x[d] + splat(d == 1 || d == 2 ? shift : 0.f)) * splat(scale);
        place = select(most < place, most, larger(place, splat(0.f)));
        const Int4 whole = to_int(place);
        for (int t = 0; t < 4; t++) key[t] |= stretched(static_cast<uint32_t>(whole[t])) << (dimensions - 1 - d);
      }
      for (uint32_t t = 0; t < 4; t++) keys_[i + t] = key[t];
    }
    for (int shift_by = 0; shift_by < 30; shift_by += 10) {
      uint32_t starts[1025] = {};
      for (uint32_t i = 0; i < n; i++) starts[(keys_[i] >> shift_by & 1023) + 1]++;
      for (int b = 0; b < 1024; b++) starts[b + 1] += starts[b];
      for (uint32_t i = 0; i < n; i++) {
        const uint32_t to = starts[keys_[i] >> shift_by & 1023]++;
        other_keys[to] = keys_[i];
        other_order[to] = order_[i];
      }
      keys_.swap(other_keys);
      order_.swap(other_order);
    }
    return true;
  }
  // The bits of a number, as many places apart as there are dimensions.
  uint32_t stretched(uint32_t v) const {
    uint32_t r = 0;
    for (int b = 0; b < kBits[dimensions]; b++) r |= (v >> b & 1) << (b * dimensions);
    return r;
  }

  // Makes nodes[id] of the points [begin, end), whose keys differ in their lowest `bits` * dimensions bits at most.
  bool grow(uint32_t id, uint32_t begin, uint32_t end, int bits) {
    while (end - begin > leaf_ && bits > 0 && keys_[begin] >> (dimensions * (bits - 1)) == keys_[end - 1] >> (dimensions * (bits - 1)))
      bits--;
    Node node = {};
    node.begin = begin;
    node.end = end;
    for (int d = 0; d < 4; d++) {
      node.low[d] = d < dimensions ? 1e30f : 0;
      node.high[d] = d < dimensions ? -1e30f : 0;
    }
    if (end - begin <= leaf_) {
      for (uint32_t i = begin; i < end; i++) {
        const double w = weight[i];
        node.weight += w;
        for (int d = 0; d < dimensions; d++) {
          const float at = x[d][i];
          node.sum[d] += w * at;
          node.squares += w * at * at;
          if (at < node.low[d]) node.low[d] = at;
          if (at > node.high[d]) node.high[d] = at;
        }
      }
      nodes[id] = node;
      return true;
    }
    const int shift = bits > 0 ? dimensions * (bits - 1) : 0;
    uint32_t starts[17];
    uint32_t children = 0;
    if (bits == 0) {  // too alike for their keys: any parts will do
      const uint32_t size = end - begin;
      children = size < 16 ? size : 16;
      for (uint32_t c = 0; c < children; c++) starts[c] = begin + static_cast<uint32_t>(uint64_t{size} * c / children);
    }
    for (uint32_t i = begin; bits > 0 && i < end;) {
      starts[children++] = i;
      const uint32_t prefix = keys_[i] >> shift;
      uint32_t low = i + 1, high = end;
      while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (keys_[middle] >> shift == prefix) low = middle + 1;
        else high = middle;
      }
      i = low;
    }
    starts[children] = end;
    node.child = static_cast<uint32_t>(nodes.size());
    node.children = static_cast<uint16_t>(children);
    if (!nodes.resize(nodes.size() + children)) return false;
    for (uint32_t c = 0; c < children; c++) {
      if (!grow(node.child + c, starts[c], starts[c + 1], bits > 0 ? bits - 1 : 0)) return false;
      const Node& part = nodes[node.child + c];
      node.weight += part.weight;
      node.squares += part.squares;
      for (int d = 0; d < dimensions; d++) {
        node.sum[d] += part.sum[d];
        if (part.low[d] < node.low[d]) node.low[d] = part.low[d];
        if (part.high[d] > node.high[d]) node.high[d] = part.high[d];
      }
    }
    nodes[id] = node;
    return true;
  }

  // A heap with the greatest error on top.
  bool push(Open open) {
    size_t i = heap_.size();
    if (!heap_.push(open)) return false;
    for (; i > 0 && heap_[(i - 1) / 2].error < open.error; i = (i - 1) / 2) heap_[i] = heap_[(i - 1) / 2];
    heap_[i] = open;
    return true;
  }
  void pop() {
    const size_t size = heap_.size() - 1;
    const Open last = heap_[size];
    heap_.resize(size);
    if (size == 0) return;
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < size; i = child) {
      if (child + 1 < size && heap_[child + 1].error > heap_[child].error) child++;
      if (heap_[child].error <= last.error) break;
      heap_[i] = heap_[child];
    }
    heap_[i] = last;
  }
  // Lists the chosen nodes of a subtree along the curve.
  bool list(uint32_t id, Array<uint32_t>& cells) {
    Node& node = nodes[id];
    if (node.chosen) {
      node.chosen = false;
      return cells.push(id);
    }
    for (uint32_t c = 0; c < node.children; c++)
      if (!list(node.child + c, cells)) return false;
    return true;
  }

  uint32_t leaf_ = 32;
  bool is_ordered_ = true;
  Buffer<uint32_t> keys_, order_;
  Array<Open> heap_;
};
