// 3 x 3 convolutions by Winograd's F(4 x 4, 3 x 3): tiles of 4 x 4 results come from 36 products instead of 144.
// Andrew Lavin, Scott Gray. Fast Algorithms for Convolutional Neural Networks. 2015
//
// A tile sees 6 x 6 pixels. These, and kernels, are transformed to 36 planes; in each, matrices of tiles x inputs and inputs x outputs are
// multiplied; the 36 products of a tile and output are transformed to 4 x 4 results.
#pragma once
#include "product.h"

namespace winograd {

constexpr uint32_t PLANES = 36;
// Tiles at a time. Planes lie a few numbers further apart than they must, or they would all compete for the same lines of the cache.
constexpr uint32_t BLOCK = 32, SLACK = 16;
inline size_t plane_of(uint32_t channels) { return static_cast<size_t>(BLOCK) * channels + SLACK; }
inline size_t kernel_plane(uint32_t inputs, uint32_t outputs) { return static_cast<size_t>(inputs) * outputs + SLACK; }

// The six points at which polynomials are evaluated are 0, a, -a, b, -b and infinity: of those tried, these lose least in floats, half as
// much as the usual 1 and 2. Their product is 1.
constexpr float a = 2 / 3.f, b = 3 / 2.f, a2 = a * a, b2 = b * b;

// G g: three numbers of a kernel to six.
inline void spread_kernel(const Float4 (&g)[3], Float4 (&u)[6]) {
  const float at_a = 1 / (2 * a2 * (a2 - b2)), at_b = 1 / (2 * b2 * (b2 - a2));
  const Float4 even_a = multiply_add(g[2], splat(a2 * at_a), g[0] * splat(at_a)), odd_a = g[1] * splat(a * at_a);
  const Float4 even_b = multiply_add(g[2], splat(b2 * at_b), g[0] * splat(at_b)), odd_b = g[1] * splat(b * at_b);
  u[0] = g[0];
  u[1] = even_a + odd_a;
  u[2] = even_a - odd_a;
  u[3] = even_b + odd_b;
  u[4] = even_b - odd_b;
  u[5] = g[2];
}

// B^T d: six pixels to six numbers.
inline void spread_pixels(const Float4 (&d)[6], Float4 (&v)[6]) {
  const Float4 even_a = multiply_add(splat(-b2), d[2], d[4]), odd_a = splat(a) * multiply_add(splat(-b2), d[1], d[3]);
  const Float4 even_b = multiply_add(splat(-a2), d[2], d[4]), odd_b = splat(b) * multiply_add(splat(-a2), d[1], d[3]);
  v[0] = multiply_add(splat(-a2 - b2), d[2], d[0] + d[4]);
  v[1] = even_a + odd_a;
  v[2] = even_a - odd_a;
  v[3] = even_b + odd_b;
  v[4] = even_b - odd_b;
  v[5] = multiply_add(splat(-a2 - b2), d[3], d[1] + d[5]);
}

// A^T m: six numbers to four results.
inline void gather(const Float4 (&m)[6], Float4 (&y)[4]) {
  const Float4 even_a = m[1] + m[2], odd_a = m[1] - m[2], even_b = m[3] + m[4], odd_b = m[3] - m[4];
  y[0] = m[0] + (even_a + even_b);
  y[1] = multiply_add(splat(a), odd_a, splat(b) * odd_b);
  y[2] = multiply_add(splat(a2), even_a, splat(b2) * even_b);
  y[3] = multiply_add(splat(a * a2), odd_a, multiply_add(splat(b * b2), odd_b, m[5]));
}

// Kernels of panels first to last - 1, as pack() wrote them, to 36 planes of panels.
inline void spread_kernels(const float* packed, uint32_t inputs, uint32_t outputs, uint32_t first, uint32_t last, float* spread) {
  const size_t plane = kernel_plane(inputs, outputs);
  for (uint32_t panel = first; panel < last; panel++) {
    const uint32_t width = outputs - 8 * panel < 8 ? 4 : 8;
    const size_t place = static_cast<size_t>(inputs) * width, start = static_cast<size_t>(8) * panel * inputs;
    const float* from = packed + 9 * start;
    float* to = spread + start;
    for (size_t i = 0; i < place; i += 4) {
      Float4 rows[3][6], planes[6];
      UNROLL
      for (int y = 0; y < 3; y++) {
        const Float4 g[3] = {load(from + (3 * y) * place + i), load(from + (3 * y + 1) * place + i), load(from + (3 * y + 2) * place + i)};
        spread_kernel(g, rows[y]);
      }
      for (int x = 0; x < 6; x++) {
        const Float4 g[3] = {rows[0][x], rows[1][x], rows[2][x]};
        spread_kernel(g, planes);
        UNROLL
        for (int y = 0; y < 6; y++) store(to + (6 * y + x) * plane + i, planes[y]);
      }
    }
  }
}

struct Picture {
  uint32_t height, width;
  uint32_t across() const { return (width + 3) / 4; }
};

// The pixels that tiles see, to planes of tiles x channels.
inline void spread_tiles(const float* x, Picture size, uint32_t channels, uint32_t first, uint32_t count, float* planes) {
  const size_t plane = plane_of(channels), row = static_cast<size_t>(size.width) * channels;
  for (uint32_t tile = 0; tile < count; tile++) {
    const int32_t top = static_cast<int32_t>((first + tile) / size.across() * 4) - 1, left = static_cast<int32_t>((first + tile) % size.across() * 4) - 1;
    const bool inside = top >= 0 && left >= 0 && top + 6 <= static_cast<int32_t>(size.height) && left + 6 <= static_cast<int32_t>(size.width);
    float* to = planes + static_cast<size_t>(tile) * channels;
    for (uint32_t c = 0; c < channels; c += 4) {
      Float4 rows[6][6];
      for (int i = 0; i < 6; i++) {
        Float4 pixels[6];
        const float* from = x + (top + i) * static_cast<ptrdiff_t>(row) + left * static_cast<ptrdiff_t>(channels) + c;
        if (inside) {
          UNROLL
          for (int j = 0; j < 6; j++) pixels[j] = load(from + j * channels);
        } else {
          const bool there = top + i >= 0 && top + i < static_cast<int32_t>(size.height);
          for (int j = 0; j < 6; j++)
            pixels[j] = there && left + j >= 0 && left + j < static_cast<int32_t>(size.width) ? load(from + j * channels) : splat(0);
        }
        spread_pixels(pixels, rows[i]);
      }
      for (int j = 0; j < 6; j++) {
        const Float4 column[6] = {rows[0][j], rows[1][j], rows[2][j], rows[3][j], rows[4][j], rows[5][j]};
        Float4 spread[6];
        spread_pixels(column, spread);
        UNROLL
        for (int i = 0; i < 6; i++) store(to + (6 * i + j) * plane + c, spread[i]);
      }
    }
  }
}

// Products of tiles to results.
inline void gather_tiles(const float* planes, Picture size, uint32_t channels, uint32_t first, uint32_t count, const Finish& finish, float* y) {
  const size_t plane = plane_of(channels);
  for (uint32_t tile = 0; tile < count; tile++) {
    const uint32_t top = (first + tile) / size.across() * 4, left = (first + tile) % size.across() * 4;
    const uint32_t rows = size.height - top < 4 ? size.height - top : 4, columns = size.width - left < 4 ? size.width - left : 4;
    for (uint32_t c = 0; c < channels; c += 4) {
      const float* from = planes + static_cast<size_t>(tile) * channels + c;
      Float4 gathered[4][6];
      for (int j = 0; j < 6; j++) {
        const Float4 column[6] = {load(from + j * plane),        load(from + (6 + j) * plane),  load(from + (12 + j) * plane),
                                  load(from + (18 + j) * plane), load(from + (24 + j) * plane), load(from + (30 + j) * plane)};
        Float4 results[4];
        gather(column, results);
        UNROLL
        for (int i = 0; i < 4; i++) gathered[i][j] = results[i];
      }
      for (uint32_t i = 0; i < rows; i++) {
        Float4 results[4];
        gather(gathered[i], results);
        const size_t at = (static_cast<size_t>(top + i) * size.width + left) * channels + c;
        UNROLL
        for (uint32_t j = 0; j < 4; j++)
          if (j < columns) store(y + at + j * channels, finish(results[j], c, at + j * channels));
      }
    }
  }
}

// `count` tiles from `first` on, but only planes first_plane to last_plane - 1 of their products: a large layer is done piece by piece,
// one block after the other, from plane 0 on. Whole blocks of a small layer may be done at once. `scratch` keeps what is between.
inline void convolve(const float* x, Picture size, uint32_t inputs, const float* kernels, uint32_t outputs, const Finish& finish, float* y,
                     float* scratch, uint32_t first, uint32_t count, uint32_t first_plane, uint32_t last_plane) {
  float* const products = scratch + PLANES * plane_of(inputs);
  for (uint32_t done = 0; done < count; done += BLOCK) {
    const uint32_t tiles = count - done < BLOCK ? count - done : BLOCK;
    if (first_plane == 0) spread_tiles(x, size, inputs, first + done, tiles, scratch);
    for (uint32_t p = first_plane; p < last_plane; p++)
      multiply_all({scratch + p * plane_of(inputs), inputs, 1, 0, inputs}, tiles, kernels + p * kernel_plane(inputs, outputs), outputs, Unfinished(),
                   products + p * plane_of(outputs), 0, outputs);
    if (last_plane == PLANES) gather_tiles(products, size, outputs, first + done, tiles, finish, y);
  }
}

}  // namespace winograd
