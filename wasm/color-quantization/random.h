// The generator of src/engine/random.ts: Chris Doty-Humphrey's sfc32.
#pragma once
#include <stdint.h>

class Random {
 public:
  explicit Random(uint32_t seed) : b_(seed) {
    for (int i = 0; i < 15; i++) next();
  }
  double next() {  // [0, 1)
    const uint32_t sum = a_ + b_ + counter_++;
    a_ = b_ ^ b_ >> 9;
    b_ = c_ + (c_ << 3);
    c_ = (c_ << 21 | c_ >> 11) + sum;
    return sum / 4294967296.0;
  }

 private:
  uint32_t a_ = 0, b_, c_ = 0x9e3779b9, counter_ = 1;
};
