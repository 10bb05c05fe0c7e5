// Weights in the order in which products read them. Channels come in fours, their number rounded up; those that fill it up are 0.
//
// A matrix of K rows and N columns is kept as panels of 8 columns, the last of 4 where N is no multiple of 8: all rows of the first
// panel, then all of the next. The rows of a convolution are its kernel's places, top to bottom and left to right, and in each the channels read.
#pragma once
#include "floats.h"

inline uint32_t in_fours(uint32_t channels) { return (channels + 3) & ~3u; }

// `weights`: size x size x inputs x outputs. Backward: the convolution that brings gradients from the outputs to the inputs.
// Writes size x size x in_fours(inputs) x in_fours(outputs) numbers.
inline void pack(const float* weights, uint32_t size, uint32_t inputs, uint32_t outputs, bool backward, float* packed) {
  const uint32_t read = backward ? outputs : inputs, written = backward ? inputs : outputs, columns = in_fours(written);
  for (uint32_t first = 0; first < columns; first += 8) {
    const uint32_t width = columns - first < 8 ? 4 : 8;
    for (uint32_t y = 0; y < size; y++)
      for (uint32_t x = 0; x < size; x++) {
        const uint32_t place = backward ? (size - 1 - y) * size + (size - 1 - x) : y * size + x;
        const float* kernel = weights + static_cast<size_t>(place) * inputs * outputs;
        for (uint32_t r = 0; r < in_fours(read); r++)
          for (uint32_t w = first; w < first + width; w++) {
            const bool there = r < read && w < written;
            *packed++ = !there ? 0 : backward ? kernel[w * outputs + r] : kernel[r * outputs + w];
          }
      }
  }
}
