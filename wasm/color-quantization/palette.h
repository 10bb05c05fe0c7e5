// From centroids to a palette of 8-bit colours, and how far a picture's colours are from it.
#pragma once
#include <math.h>

#include "color_table.h"
#include "solver.h"

class Palette {
 public:
  uint32_t colors[kMost];
  int size = 0;
  Clusters nearest;               // as centroids that do not move: their weights are the pixels of each
  Buffer<uint8_t> label;          // of each point
  double counts[kMost];
  double squared_error = 0, delta_e = 0;
  double errors[COLOR_QUANTIZATION_ERROR_BINS];
  uint32_t for_transparent = 0;   // the entry that transparent pixels get

  // Rounds centroids: those of the solver, or others that it led to. `locked` are the first colours, as given; then comes a transparent entry, if one is wanted, then the rest
  // from dark to light, each colour once. `source` tells which centroid each entry is (-1: none).
  void round(const Spaces& spaces, const Solver& solver, const Clusters& clusters, const ColorTree& tree, const uint32_t* distinct,
             const uint32_t* locked, bool with_transparent, int* source) {
    const bool blend = tree.dimensions == 4;
    size = 0;
    for (int j = 0; j < clusters.locked; j++, size++) {
      colors[size] = locked[j];
      source[size] = j;
    }
    if (with_transparent) {
      int there = 0;
      while (there < size && colors[there] >> 24 != 0) there++;
      if (there == size) {
        colors[size] = 0;
        source[size++] = -1;
      }
    }
    const int first = size;
    float lightness[kMost];
    for (int j = clusters.locked; j < clusters.k && size < kMost; j++) {
      if (solver.has_weights && clusters.weight[j] <= 0) continue;
      double at[4];
      for (int d = 0; d < 4; d++) at[d] = clusters.at.x[d][j];
      uint32_t color = spaces.color(at, tree.space, blend);
      if (solver.is_exact) {
        color = distinct[tree.color_of(static_cast<uint32_t>(j - clusters.locked))];
        if (!blend) color |= 0xff000000u;
      }
      int known = 0;
      while (known < size && colors[known] != color) known++;
      if (known < size) continue;
      const uint32_t four[4] = {color, color, color, color};
      const float light = spaces.convert(four, COLOR_QUANTIZATION_OKLAB, false).x[0][0];
      int place = size++;
      for (; place > first && lightness[place - 1] > light; place--) {
        lightness[place] = lightness[place - 1];
        colors[place] = colors[place - 1];
        source[place] = source[place - 1];
      }
      lightness[place] = light;
      colors[place] = color;
      source[place] = j;
    }
  }

  // Finds the nearest entry of every point, and measures. `distinct` and `count` are all colours, the points among them.
  bool assign(const Spaces& spaces, Solver& solver, const ColorTree& tree, const uint32_t* distinct, const uint32_t* counted,
              uint32_t count) {
    const bool blend = tree.dimensions == 4;
    if (!label.reserve(tree.n + 4)) return false;
    nearest.k = nearest.locked = size;
    uint32_t four[4];
    for (int j = 0; j < size; j += 4) {
      for (int t = 0; t < 4; t++) four[t] = j + t < size ? colors[j + t] : 0;
      const Color4 at = spaces.convert(four, tree.space, blend);
      for (int t = 0; t < 4 && j + t < size; t++)
        for (int d = 0; d < 4; d++) nearest.at.x[d][j + t] = !blend && four[t] >> 24 == 0 ? kNowhere : at.x[d][t];
    }
    Solver::pad(nearest);
    memset(counts, 0, sizeof counts);
    memset(errors, 0, sizeof errors);
    squared_error = delta_e = 0;
    if (tree.n > 0) solver.label(tree, nearest, label.get());
    measure(spaces, tree, distinct, counted);
    find_transparent();
    if (tree.n == count) return true;
    double unseen = 0;
    for (uint32_t i = 0; i < count; i++)
      if (is_unseen(distinct[i], tree.alpha)) unseen += counted[i];
    counts[for_transparent] += unseen;
    errors[0] += unseen;
    return true;
  }

  // Writes the entry of every colour into the table.
  void write(ColorTable& table, const ColorTree& tree, const uint32_t* distinct, uint32_t count) const {
    for (uint32_t i = 0; i < tree.n; i++) table.set(distinct[tree.color_of(i)], label[i]);
    for (uint32_t i = 0; i < count && tree.n < count; i++)
      if (is_unseen(distinct[i], tree.alpha)) table.set(distinct[i], for_transparent);
  }

  // Squared error of a colour shown as another, over R, G and B; with `blend` each times its alpha / 255.
  static double squared(uint32_t a, uint32_t b, bool blend) {
    if (blend) {
      const double alpha_a = (a >> 24) / 255.0, alpha_b = (b >> 24) / 255.0;
      double sum = 0;
      for (int c = 0; c < 24; c += 8) {
        const double apart = (a >> c & 255) * alpha_a - (b >> c & 255) * alpha_b;
        sum += apart * apart;
      }
      return sum;
    }
    int32_t sum = 0;
    UNROLL
    for (int c = 0; c < 24; c += 8) {
      const int32_t apart = static_cast<int32_t>(a >> c & 255) - static_cast<int32_t>(b >> c & 255);
      sum += apart * apart;
    }
    return sum;
  }

 private:
  void measure(const Spaces& spaces, const ColorTree& tree, const uint32_t* distinct, const uint32_t* counted) {
    const bool blend = tree.dimensions == 4;
    float lab[3][kMost];
    uint32_t four[4];
    for (int j = 0; j < size; j++) {
      for (uint32_t& c : four) c = colors[j];
      const Color4 at = spaces.convert(four, COLOR_QUANTIZATION_OKLAB, blend);
      for (int d = 0; d < 3; d++) lab[d][j] = at.x[d][0];
    }
    for (uint32_t i = 0; i < tree.n; i += 4) {
      const uint32_t here = tree.n - i < 4 ? tree.n - i : 4;
      uint32_t point[4], j[4];
      UNROLL
      for (uint32_t t = 0; t < 4; t++) {
        const uint32_t p = t < here ? i + t : i;
        point[t] = tree.color_of(p);
        four[t] = distinct[point[t]];
        j[t] = label[p];
      }
      const Color4 at = spaces.convert(four, COLOR_QUANTIZATION_OKLAB, blend);
      Float4 square = splat(0.f);
      UNROLL
      for (int d = 0; d < 3; d++) {
        const Float4 apart = at.x[d] - floats(lab[d][j[0]], lab[d][j[1]], lab[d][j[2]], lab[d][j[3]]);
        square = square + apart * apart;
      }
      float distance[4];
      store(distance, square);
      for (uint32_t t = 0; t < here; t++) {
        const double pixels = counted[point[t]];
        counts[j[t]] += pixels;
        squared_error += pixels * squared(four[t], colors[j[t]], blend);
        const float scaled = __builtin_sqrtf(distance[t]) * (100.f / 255);
        delta_e += pixels * static_cast<double>(scaled);
        const int bin = static_cast<int>(scaled * 4);
        errors[bin < COLOR_QUANTIZATION_ERROR_BINS - 1 ? bin : COLOR_QUANTIZATION_ERROR_BINS - 1] += pixels;
      }
    }
  }
  // The most transparent entry; of several the darkest, as that is nearest to nothing.
  void find_transparent() {
    for_transparent = 0;
    uint32_t least = UINT32_MAX;
    for (int j = 0; j < size; j++) {
      const uint32_t c = colors[j];
      const uint32_t weight = (c >> 24) << 16 | ((c & 255) + (c >> 8 & 255) + (c >> 16 & 255));
      if (weight < least) {
        least = weight;
        for_transparent = static_cast<uint32_t>(j);
      }
    }
  }
};
