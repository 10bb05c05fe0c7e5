// The largest or the mean of windows of 2 x 2 at every second place, or of 3 x 3 at every place.
#pragma once
#include "finish.h"

struct Pooling {
  bool largest;
  uint32_t window;           // 2 or 3
  uint32_t height, width;    // of what is pooled
  uint32_t channels;         // a multiple of 4

  uint32_t rows() const { return window == 2 ? height / 2 : height; }
  uint32_t columns() const { return window == 2 ? width / 2 : width; }
};

// Where a window lies: as much of it as is on the picture.
struct Span {
  uint32_t from, to;
};
inline Span span(const Pooling& pool, uint32_t at, uint32_t length) {
  if (pool.window == 2) return {2 * at, 2 * at + 2};
  return {at == 0 ? 0 : at - 1, at + 2 < length ? at + 2 : length};
}

// Rows first to last - 1 of the pooled picture.
inline void pool_rows(const Pooling& pool, const float* x, float* y, uint32_t first, uint32_t last) {
  const size_t row = static_cast<size_t>(pool.width) * pool.channels;
  for (uint32_t i = first; i < last; i++) {
    const Span down = span(pool, i, pool.height);
    for (uint32_t j = 0; j < pool.columns(); j++) {
      const Span across = span(pool, j, pool.width);
      const Float4 share = splat(1.f / ((down.to - down.from) * (across.to - across.from)));
      float* to = y + (static_cast<size_t>(i) * pool.columns() + j) * pool.channels;
      for (uint32_t c = 0; c < pool.channels; c += 4) {
        Float4 value = load(x + down.from * row + across.from * pool.channels + c);
        for (uint32_t v = down.from; v < down.to; v++)
          for (uint32_t u = across.from; u < across.to; u++) {
            if (v == down.from && u == across.from) continue;
            const Float4 next = load(x + v * row + u * pool.channels + c);
            value = pool.largest ? select(next > value, next, value) : value + next;
          }
        store(to + c, pool.largest ? value : value * share);
      }
    }
  }
}

// Gradients at rows first to last - 1 of the pooled picture, `slope`, to windows of 2 x 2; of equal maxima the first takes all. Writes all
// of the rows that these windows lie in, and what an odd side leaves out; `finish` says what is added and gated.
inline void unpool_pairs(const Pooling& pool, const float* x, const float* y, const float* slope, const Finish& finish, float* result, uint32_t first,
                         uint32_t last) {
  const size_t row = static_cast<size_t>(pool.width) * pool.channels;
  for (uint32_t i = first; i < last; i++)
    for (uint32_t j = 0; j < (pool.width + 1) / 2; j++) {
      const bool whole = i < pool.rows() && j < pool.columns();
      const size_t at = 2 * i * row + 2 * j * pool.channels, pooled = (static_cast<size_t>(i) * pool.columns() + j) * pool.channels;
      const size_t places[4] = {at, at + pool.channels, at + row, at + row + pool.channels};
      for (uint32_t c = 0; c < pool.channels; c += 4) {
        const Float4 given = whole ? load(slope + pooled + c) : splat(0), value = whole && pool.largest ? load(y + pooled + c) : splat(0);
        Int4 taken = {0, 0, 0, 0};
        for (uint32_t z = 0; z < 4; z++) {
          if (2 * i + z / 2 >= pool.height || 2 * j + z % 2 >= pool.width) continue;
          Float4 part = given * splat(0.25f);
          if (pool.largest) {
            const Int4 equal = whole ? load(x + places[z] + c) == value : taken;
            part = where(equal & ~taken, given);
            taken |= equal;
          }
          store(result + places[z] + c, finish(part, c, places[z] + c));
        }
      }
    }
}

// The same for windows of 3 x 3, which overlap: adds to `result`.
inline void unpool_triples(const Pooling& pool, const float* x, const float* y, const float* slope, float* result, uint32_t first, uint32_t last) {
  const size_t row = static_cast<size_t>(pool.width) * pool.channels;
  for (uint32_t i = first; i < last; i++) {
    const Span down = span(pool, i, pool.height);
    for (uint32_t j = 0; j < pool.columns(); j++) {
      const Span across = span(pool, j, pool.width);
      const Float4 share = splat(1.f / ((down.to - down.from) * (across.to - across.from)));
      const size_t pooled = i * row + static_cast<size_t>(j) * pool.channels;
      for (uint32_t c = 0; c < pool.channels; c += 4) {
        const Float4 given = load(slope + pooled + c), part = given * share, value = pool.largest ? load(y + pooled + c) : given;
        Int4 taken = {0, 0, 0, 0};
        for (uint32_t v = down.from; v < down.to; v++)
          for (uint32_t u = across.from; u < across.to; u++) {
            float* to = result + v * row + u * pool.channels + c;
            if (!pool.largest) {
              store(to, load(to) + part);
              continue;
            }
            const Int4 equal = load(x + v * row + u * pool.channels + c) == value;
            store(to, load(to) + where(equal & ~taken, given));
            taken |= equal;
          }
      }
    }
  }
}
