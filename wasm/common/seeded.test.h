// The generator of src/engine/random.ts, so that C++ and TypeScript can draw the same data from the same seed.
#pragma once
#include <cmath>
#include <cstdint>

struct Seeded {
  uint32_t a = 0, b, c = 0x9e3779b9, counter = 1;

  explicit Seeded(uint32_t seed) : b(seed) {
    for (int i = 0; i < 15; i++) bits();
  }
  uint32_t bits() {
    const uint32_t sum = a + b + counter++;
    a = b ^ (b >> 9);
    b = c + (c << 3);
    c = ((c << 21) | (c >> 11)) + sum;
    return sum;
  }
  double uniform() { return bits() / 4294967296.0; }  // [0, 1)
  uint32_t below(uint32_t bound) { return static_cast<uint32_t>(uniform() * bound); }
  double gauss() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * 3.141592653589793 * uniform());
  }
};
