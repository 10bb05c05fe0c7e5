// The parts of a convolutional network and of its gradient: one function for each kind of layer and direction, on pixels x channels of floats.
//
// Channels come in fours: every number of channels below is a multiple of 4, and channels that only fill it up hold 0. Whoever calls keeps
// the memory: nothing is allocated here, and there is no state. Functions that may take long take a range and do that much of their work.
//
// Results pass through the same end everywhere: `bias`, one number for each channel, and `plus`, as large as the result, are added where
// they are not null; where `gate`, as large as the result, is not null, the result is 0 unless the gate is above 0; then ReLU, if asked
// for. `plus` may be where the result goes: that adds to what there is.
//
// Plain C interface on pointers and counts; nothing is checked.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Red, green and blue of `pixels` to four channels, less the mean; and a gradient back to three.
void style_transfer_spread_colors(const float* rgb, uint32_t pixels, float red, float green, float blue, float* result);
void style_transfer_gather_colors(const float* gradient, uint32_t pixels, float* rgb);

// Weights, size x size x inputs x outputs in any numbers, to the order in which the functions below take them: size x size x inputs x
// outputs numbers, each of the channels rounded up to fours. Backward: those that bring a gradient at the outputs to the inputs.
void style_transfer_pack(const float* weights, uint32_t size, uint32_t inputs, uint32_t outputs, int32_t backward, float* packed);

// Rows first to last - 1 of a convolution, kernel by kernel. Scratch: last - first + size - 1 times width + size - 1 times inputs, unless size is 1.
void style_transfer_convolve(const float* x, uint32_t height, uint32_t width, uint32_t inputs, const float* packed, uint32_t size, uint32_t outputs,
                             const float* bias, const float* plus, const float* gate, int32_t relu, float* y, float* scratch, uint32_t first,
                             uint32_t last);

// 3 x 3 convolutions with a quarter of the products, on kernels that have been spread to style_transfer_kernels numbers.
// Eight outputs at a time: first to last - 1 of (outputs + 7) / 8.
uint32_t style_transfer_kernels(uint32_t inputs, uint32_t outputs);
void style_transfer_spread_kernels(const float* packed, uint32_t inputs, uint32_t outputs, uint32_t first, uint32_t last, float* kernels);
// Tiles of 4 x 4 pixels, `count` from `first` on, row after row; and planes first_plane to last_plane - 1 of 36: others than all of them only of
// style_transfer_block tiles or fewer, and in order, from 0 on. Scratch: style_transfer_tiles numbers.
uint32_t style_transfer_block(void);
uint32_t style_transfer_tiles(uint32_t inputs, uint32_t outputs);
void style_transfer_convolve_tiles(const float* x, uint32_t height, uint32_t width, uint32_t inputs, const float* kernels, uint32_t outputs,
                                   const float* bias, const float* plus, const float* gate, int32_t relu, float* y, float* scratch,
                                   uint32_t first, uint32_t count, uint32_t first_plane, uint32_t last_plane);

// Pools of window 2 or 3, of x with this height and width. Rows first to last - 1 of the result.
void style_transfer_pool(const float* x, uint32_t height, uint32_t width, uint32_t channels, uint32_t window, int32_t largest, float* y, uint32_t first,
                         uint32_t last);
// Back: window 2 writes rows 2 first to 2 last - 1 of the result (where an odd height leaves a row out, last is one more than y has rows);
// window 3 adds to the result, with no end.
void style_transfer_unpool(const float* x, uint32_t height, uint32_t width, uint32_t channels, uint32_t window, int32_t largest, const float* y,
                           const float* slope, const float* plus, const float* gate, float* result, uint32_t first, uint32_t last);

// `count` numbers of x through the end.
void style_transfer_add(const float* x, uint32_t count, const float* plus, const float* gate, float* y);
void style_transfer_clear(float* y, uint32_t count);

// Adds F^T F of `pixels` of features to the upper half of G, channels x channels. Scratch: style_transfer_gram_scratch numbers.
uint32_t style_transfer_gram_scratch(uint32_t channels);
void style_transfer_gram(const float* features, uint32_t pixels, uint32_t channels, float* scratch, float* G);
// Multiplies that half and completes G.
void style_transfer_gram_complete(float* G, uint32_t channels, float scale);
// The sum of (G - target)^2. Packs scale (G - target), made symmetric, for style_transfer_convolve: times the features, the gradient at them.
double style_transfer_gram_away(const float* G, const float* target, uint32_t channels, float scale, float* packed);

// The sum of (features - target)^2 of `count` numbers; scale (features - target) goes through the end to the result.
double style_transfer_features_away(const float* features, const float* target, uint32_t count, float scale, const float* plus, const float* gate,
                                    float* result);

#ifdef __cplusplus
}
#endif
