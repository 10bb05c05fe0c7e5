// Gram matrices of features, pixels x channels, and how far they are from those aimed at.
#pragma once
#include "product.h"

namespace gram {

// Pixels whose products are summed before they are added to what there is: short sums lose little.
constexpr uint32_t BLOCK = 128;

template <int V>
inline void add_square(const float* rows, const float* columns, uint32_t pixels, float* to, size_t stride) {
  Float4 result[4][V];
  UNROLL
  for (int r = 0; r < 4; r++) {
    UNROLL
    for (int v = 0; v < V; v++) result[r][v] = splat(0);
  }
  for (uint32_t p = 0; p < pixels; p++, rows += 4, columns += 4 * V) {
    Float4 b[V];
    UNROLL
    for (int v = 0; v < V; v++) b[v] = load(columns + 4 * v);
    UNROLL
    for (int r = 0; r < 4; r++) {
      const Float4 factor = splat(rows[r]);
      UNROLL
      for (int v = 0; v < V; v++) result[r][v] = multiply_add(factor, b[v], result[r][v]);
    }
  }
  UNROLL
  for (int r = 0; r < 4; r++) {
    UNROLL
    for (int v = 0; v < V; v++) store(to + r * stride + 4 * v, load(to + r * stride + 4 * v) + result[r][v]);
  }
}

// Adds F^T F of these pixels to G, channels x channels: its upper half, in squares of 4 x 4. `scratch`: 2 BLOCK x channels.
inline void add(const float* features, uint32_t pixels, uint32_t channels, float* scratch, float* G) {
  // In columns of 4 and of 8 channels, each of them pixel after pixel.
  float *const fours = scratch, *const eights = scratch + static_cast<size_t>(BLOCK) * channels;
  for (uint32_t done = 0; done < pixels; done += BLOCK) {
    const uint32_t count = pixels - done < BLOCK ? pixels - done : BLOCK;
    for (uint32_t p = 0; p < count; p++) {
      const float* from = features + (static_cast<size_t>(done) + p) * channels;
      for (uint32_t c = 0; c < channels; c += 4) {
        const uint32_t first = c & ~7u, width = channels - first < 8 ? 4 : 8;
        store(fours + static_cast<size_t>(c) * BLOCK + 4 * p, load(from + c));
        store(eights + static_cast<size_t>(first) * BLOCK + width * p + (c - first), load(from + c));
      }
    }
    for (uint32_t i = 0; i < channels; i += 4)
      for (uint32_t j = i & ~7u; j < channels; j += 8) {
        const float *rows = fours + static_cast<size_t>(i) * BLOCK, *columns = eights + static_cast<size_t>(j) * BLOCK;
        float* to = G + static_cast<size_t>(i) * channels + j;
        if (channels - j < 8) add_square<1>(rows, columns, count, to, channels);
        else add_square<2>(rows, columns, count, to, channels);
      }
  }
}

// Four rows of four numbers each, as columns.
inline void transpose(Float4 (&rows)[4]) {
  const Float4 a = rows[0], b = rows[1], c = rows[2], d = rows[3];
  for (int i = 0; i < 4; i++) rows[i] = Float4{a[i], b[i], c[i], d[i]};
}

// Multiplies the upper half of G and makes the lower its mirror.
inline void complete(float* G, size_t channels, float scale) {
  for (size_t i = 0; i < channels; i += 4)
    for (size_t j = i; j < channels; j += 4) {
      Float4 square[4];
      UNROLL
      for (int r = 0; r < 4; r++) {
        square[r] = load(G + (i + r) * channels + j) * splat(scale);
        store(G + (i + r) * channels + j, square[r]);
      }
      transpose(square);
      // A square on the diagonal is symmetric already.
      UNROLL
      for (int r = 0; r < 4; r++) store(G + (j + r) * channels + i, square[r]);
    }
}

// The sum of (G - target)^2; (G - target) * scale, made symmetric, is packed for a product.
inline double away(const float* G, const float* target, size_t channels, float scale, float* packed) {
  double total = 0;
  for (size_t i = 0; i < channels; i += 4)
    for (size_t j = 0; j < channels; j += 4) {
      Float4 mirrored[4], squares = splat(0);
      UNROLL
      for (int r = 0; r < 4; r++) mirrored[r] = load(target + (j + r) * channels + i);
      transpose(mirrored);
      const size_t first = j & ~size_t(7), width = channels - first < 8 ? 4 : 8;
      float* to = packed + first * channels + i * width + (j - first);
      UNROLL
      for (int r = 0; r < 4; r++) {
        const Float4 here = load(G + (i + r) * channels + j), gap = here - load(target + (i + r) * channels + j);
        squares += gap * gap;
        store(to + r * width, splat(scale) * (here - splat(0.5f) * (load(target + (i + r) * channels + j) + mirrored[r])));
      }
      total += sum(squares);
    }
  return total;
}

}  // namespace gram
