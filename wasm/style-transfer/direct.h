// Convolutions as products of matrices: each row of A is what a kernel sees of one place, and nothing is copied but zeros around the picture.
#pragma once
#include "product.h"

// Copies rows first - reach to last + reach of x with `reach` pixels of zeros at either side; rows outside the picture are zeros.
inline void with_border(const float* x, uint32_t height, uint32_t width, uint32_t channels, uint32_t reach, uint32_t first, uint32_t last, float* to) {
  const size_t side = static_cast<size_t>(reach) * channels, row = static_cast<size_t>(width) * channels;
  for (int64_t y = static_cast<int64_t>(first) - reach; y < static_cast<int64_t>(last) + reach; y++, to += row + 2 * side) {
    if (y < 0 || y >= height) {
      __builtin_memset(to, 0, (row + 2 * side) * sizeof(float));
      continue;
    }
    __builtin_memset(to, 0, side * sizeof(float));
    __builtin_memcpy(to + side, x + y * row, row * sizeof(float));
    __builtin_memset(to + side + row, 0, side * sizeof(float));
  }
}

// Rows first to last - 1 of a convolution with `size` x `size` kernels. `scratch` has room for last - first + size - 1 rows of
// width + size - 1 pixels, unless size is 1.
inline void convolve_directly(const float* x, uint32_t height, uint32_t width, uint32_t inputs, const float* packed, uint32_t size,
                              uint32_t outputs, const Finish& finish, float* y, float* scratch, uint32_t first, uint32_t last) {
  const size_t stride = outputs;
  if (size == 1) {
    // Few enough rows of A at a time for them to stay near while all panels pass.
    constexpr uint32_t block = 64;
    const size_t end = static_cast<size_t>(last) * width;
    for (size_t at = static_cast<size_t>(first) * width; at < end; at += block) {
      const uint32_t rows = end - at < block ? end - at : block;
      multiply_all({x + at * inputs, inputs, 1, 0, inputs}, rows, packed, outputs, finish, y, at * stride, stride);
    }
    return;
  }
  with_border(x, height, width, inputs, size / 2, first, last, scratch);
  const size_t row = static_cast<size_t>(width + size - 1) * inputs;
  for (uint32_t at = first; at < last; at++)
    multiply_all({scratch + (at - first) * row, inputs, size, row, size * inputs}, width, packed, outputs, finish, y,
                 static_cast<size_t>(at) * width * stride, stride);
}
