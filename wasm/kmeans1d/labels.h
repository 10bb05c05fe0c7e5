// Which cluster a value belongs to, for values in any order.
//
// Sorting does not remember where each value came from; looking the label up is quicker. The range of values is divided into
// 32,768 equal cells, each of which knows the first cluster that reaches it; few cells hold a boundary, and in those the
// clusters' maxima decide. About 2 ns a value.
#pragma once
#include <stdint.h>
#include <string.h>

#include "buffer.h"

class LabelTable {
 public:
  // `maxima` (ascending, k of them) must stay where they are. `scale` is a power of two that keeps differences finite.
  COLD bool build(const double* maxima, uint32_t k, double smallest, double largest, double scale) {
    if (!first_.reserve(kCells + 1)) return false;
    maxima_ = maxima;
    scale_ = scale;
    low_ = smallest * scale;
    const double cells = kCells / (largest * scale - low_);
    per_cell_ = cells < 1e300 ? cells : 0;  // one value only, or all within rounding
    uint32_t cluster = 0;
    for (uint32_t cell = 0; cell <= kCells; ++cell) {
      while (cluster + 1 < k && this->cell(maxima[cluster]) < cell) ++cluster;
      first_[cell] = cluster;
    }
    return true;
  }

  template <class Value, class Label>
  void label(const Value* values, uint32_t count, Label* out) const {
    for (uint32_t i = 0; i < count; ++i) {
      const double value = static_cast<double>(values[i]);
      const uint32_t at = cell(value);
      uint32_t low = first_[at], high = first_[at + 1];
      while (low < high) {
        const uint32_t mid = (low + high) / 2;
        if (value > maxima_[mid]) low = mid + 1;
        else high = mid;
      }
      out[i] = static_cast<Label>(low);
    }
  }

 private:
  static constexpr uint32_t kCells = 32768;
  Buffer<uint32_t> first_;  // the first cluster whose largest value is not in a cell before this one
  const double* maxima_ = nullptr;
  double scale_ = 1, low_ = 0, per_cell_ = 0;

  uint32_t cell(double value) const {
    double at = (value * scale_ - low_) * per_cell_;
    at = at > 0 ? (at < kCells - 1 ? at : kCells - 1) : 0;
    // Rounded to a whole number by an addition, which is quicker than a conversion: its lowest bits are the number.
    const double rounded = at + 4503599627370496.0;  // 2^52
    uint64_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    return static_cast<uint32_t>(bits);
  }
};
