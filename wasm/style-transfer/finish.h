// What becomes of a sum before it is stored, in the forward direction (bias, shortcut, ReLU) as in the backward (what was there, gate).
#pragma once
#include "floats.h"

struct Finish {
  const float* bias;  // one number for each channel, or null
  const float* plus;  // as large as the result, which it may be; or null
  const float* gate;  // likewise: where it is not above 0, the result is 0; or null
  bool relu;

  // Of the four numbers from `channel` on, to be stored at `at`.
  Float4 operator()(Float4 value, size_t channel, size_t at) const {
    if (bias) value += load(bias + channel);
    if (plus) value += load(plus + at);
    if (gate) value = where(load(gate + at) > splat(0), value);
    return relu ? rectified(value) : value;
  }
};

// Nothing becomes of it.
struct Unfinished {
  Float4 operator()(Float4 value, size_t, size_t) const { return value; }
};
