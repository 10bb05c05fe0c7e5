// The interface in style-transfer.h. Its parts:
//   floats.h     four floats at a time
//   finish.h     what becomes of a sum before it is stored
//   panels.h     the order of weights
//   product.h    products of matrices
//   direct.h     convolutions as products
//   winograd.h   3 x 3 convolutions with a quarter of the products
//   pooling.h    pools
//   gram.h       Gram matrices
#include "style-transfer.h"

#include "direct.h"
#include "gram.h"
#include "pooling.h"
#include "winograd.h"

void style_transfer_spread_colors(const float* rgb, uint32_t pixels, float red, float green, float blue, float* result) {
  for (size_t p = 0; p < pixels; p++) store(result + 4 * p, Float4{rgb[3 * p] - red, rgb[3 * p + 1] - green, rgb[3 * p + 2] - blue, 0});
}

void style_transfer_gather_colors(const float* gradient, uint32_t pixels, float* rgb) {
  for (size_t p = 0; p < pixels; p++) __builtin_memcpy(rgb + 3 * p, gradient + 4 * p, 3 * sizeof(float));
}

void style_transfer_pack(const float* weights, uint32_t size, uint32_t inputs, uint32_t outputs, int32_t backward, float* packed) {
  pack(weights, size, inputs, outputs, backward, packed);
}

void style_transfer_convolve(const float* x, uint32_t height, uint32_t width, uint32_t inputs, const float* packed, uint32_t size, uint32_t outputs,
                             const float* bias, const float* plus, const float* gate, int32_t relu, float* y, float* scratch, uint32_t first,
                             uint32_t last) {
  convolve_directly(x, height, width, inputs, packed, size, outputs, {bias, plus, gate, relu != 0}, y, scratch, first, last);
}

uint32_t style_transfer_kernels(uint32_t inputs, uint32_t outputs) { return winograd::PLANES * winograd::kernel_plane(inputs, outputs); }

void style_transfer_spread_kernels(const float* packed, uint32_t inputs, uint32_t outputs, uint32_t first, uint32_t last, float* kernels) {
  winograd::spread_kernels(packed, inputs, outputs, first, last, kernels);
}

uint32_t style_transfer_block() { return winograd::BLOCK; }

uint32_t style_transfer_tiles(uint32_t inputs, uint32_t outputs) {
  return winograd::PLANES * (winograd::plane_of(inputs) + winograd::plane_of(outputs));
}

void style_transfer_convolve_tiles(const float* x, uint32_t height, uint32_t width, uint32_t inputs, const float* kernels, uint32_t outputs,
                                   const float* bias, const float* plus, const float* gate, int32_t relu, float* y, float* scratch,
                                   uint32_t first, uint32_t count, uint32_t first_plane, uint32_t last_plane) {
  winograd::convolve(x, {height, width}, inputs, kernels, outputs, {bias, plus, gate, relu != 0}, y, scratch, first, count, first_plane, last_plane);
}

void style_transfer_pool(const float* x, uint32_t height, uint32_t width, uint32_t channels, uint32_t window, int32_t largest, float* y, uint32_t first,
                         uint32_t last) {
  pool_rows({largest != 0, window, height, width, channels}, x, y, first, last);
}

void style_transfer_unpool(const float* x, uint32_t height, uint32_t width, uint32_t channels, uint32_t window, int32_t largest, const float* y,
                           const float* slope, const float* plus, const float* gate, float* result, uint32_t first, uint32_t last) {
  const Pooling pool = {largest != 0, window, height, width, channels};
  if (window == 2) unpool_pairs(pool, x, y, slope, {nullptr, plus, gate, false}, result, first, last);
  else unpool_triples(pool, x, y, slope, result, first, last);
}

void style_transfer_add(const float* x, uint32_t count, const float* plus, const float* gate, float* y) {
  const Finish finish = {nullptr, plus, gate, false};
  for (size_t i = 0; i < count; i += 4) store(y + i, finish(load(x + i), 0, i));
}

void style_transfer_clear(float* y, uint32_t count) { __builtin_memset(y, 0, count * sizeof(float)); }

uint32_t style_transfer_gram_scratch(uint32_t channels) { return 2 * gram::BLOCK * channels; }

void style_transfer_gram(const float* features, uint32_t pixels, uint32_t channels, float* scratch, float* G) {
  gram::add(features, pixels, channels, scratch, G);
}

void style_transfer_gram_complete(float* G, uint32_t channels, float scale) { gram::complete(G, channels, scale); }

double style_transfer_gram_away(const float* G, const float* target, uint32_t channels, float scale, float* packed) {
  return gram::away(G, target, channels, scale, packed);
}

double style_transfer_features_away(const float* features, const float* target, uint32_t count, float scale, const float* plus, const float* gate,
                                    float* result) {
  const Finish finish = {nullptr, plus, gate, false};
  double total = 0;
  for (size_t i = 0; i < count; i += 4) {
    const Float4 gap = load(features + i) - load(target + i);
    total += sum(gap * gap);
    store(result + i, finish(gap * splat(scale), 0, i));
  }
  return total;
}
