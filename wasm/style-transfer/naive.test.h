// Layers by their definition, in loops over doubles, and what the interface takes made of them.
#pragma once
#include <vector>

#include "report.test.h"
#include "seeded.test.h"
#include "style-transfer.h"

// height x width x channels.
struct Naive {
  uint32_t height, width, channels;
  std::vector<double> values;

  Naive(uint32_t rows, uint32_t columns, uint32_t depth) : height(rows), width(columns), channels(depth), values(size_t(rows) * columns * depth) {}
  double& at(int64_t y, int64_t x, uint32_t c) { return values[(y * width + x) * channels + c]; }
  double at(int64_t y, int64_t x, uint32_t c) const { return values[(y * width + x) * channels + c]; }
  bool has(int64_t y, int64_t x) const { return y >= 0 && x >= 0 && y < height && x < width; }
  uint32_t pixels() const { return height * width; }
};

struct NaiveKernel {
  uint32_t size, inputs, outputs;
  std::vector<float> weights, bias;

  NaiveKernel(Seeded& random, uint32_t side, uint32_t read, uint32_t written);
  double at(uint32_t y, uint32_t x, uint32_t i, uint32_t o) const { return weights[((y * size + x) * inputs + i) * outputs + o]; }
};

// Numbers that floats hold; about every fourth is 0 where asked for, and equal ones are frequent.
Naive random_picture(Seeded& random, uint32_t height, uint32_t width, uint32_t channels, bool coarse = false);
Naive convolved(const NaiveKernel& kernel, const Naive& x);
Naive convolved_back(const NaiveKernel& kernel, const Naive& slope);
Naive pooled(const Naive& x, uint32_t window, bool largest);
Naive pooled_back(const Naive& x, const Naive& slope, uint32_t window, bool largest);
std::vector<double> gram_of(const Naive& x);

inline uint32_t fours(uint32_t channels) { return (channels + 3) / 4 * 4; }
// As the interface takes it: channels in fours, and no room to spare, so that the sanitizers see what is read or written beside it.
std::vector<float> floats(const Naive& x);
std::vector<float> room(const Naive& x);
std::vector<float> packed(const NaiveKernel& kernel, bool backward);
std::vector<float> in_fours(const std::vector<float>& bias);
// The largest difference over 1 or the largest number wanted; infinite where a channel that fills up is not 0.
double apart(const Naive& wanted, const std::vector<float>& found);

// Something added to a result, a gate and ReLU, each there or not, and what becomes of the result with them.
struct NaiveEnd {
  bool bias, plus, gate, relu;
  Naive added, gates;

  NaiveEnd(Seeded& random, const Naive& result);
  void apply(Naive& result, const NaiveKernel* kernel) const;
};

// Rising numbers from 0 to `end`: random parts of a piece of work.
std::vector<uint32_t> parts(Seeded& random, uint32_t end);
