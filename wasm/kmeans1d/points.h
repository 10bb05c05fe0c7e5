// The sorted points that are to be cut into clusters.
//
// Positions are counted as cuts: cluster (i, j] of the literature is points i, ..., j - 1 here, for 0 <= i < j <= n.
#pragma once
#include <stdint.h>

#include "buffer.h"

// Arrays over cuts are this much longer than n + 1, so that a SIMD loop may run past the end.
constexpr uint32_t kPadding = 16;

struct Points {
  uint32_t n = 0;
  const float* floats = nullptr;    // the sorted values: one of these two
  const double* doubles = nullptr;
  const double* weights = nullptr;  // weights[i] = weight of the points before i, i = 0..n; null: each point weighs 1
  double scale = 1;                 // a power of two that brings huge and denormal values into the middle of the range
  double centre = 0;                // the scaled median: coordinates are distances from it

  double value(uint32_t i) const { return floats ? static_cast<double>(floats[i]) : doubles[i]; }
  double coordinate(uint32_t i) const { return value(i) * scale - centre; }
  double weight(uint32_t i, uint32_t j) const { return weights ? weights[j] - weights[i] : static_cast<double>(j - i); }

  // Coordinates of points [from, to), in one go; as distances from `origin`, where that is not the centre.
  void read(uint32_t from, uint32_t to, double* out) const { read(from, to, out, centre); }
  NOINLINE void read(uint32_t from, uint32_t to, double* out, double origin) const {
    const double s = scale, c = origin;
    if (floats) {
      for (uint32_t i = from; i < to; ++i) *out++ = static_cast<double>(floats[i]) * s - c;
    } else {
      for (uint32_t i = from; i < to; ++i) *out++ = doubles[i] * s - c;
    }
  }
};
