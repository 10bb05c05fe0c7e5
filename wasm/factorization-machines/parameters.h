// Weights, and arrays laid out as they are: the factors of each feature, then w1, then w0; even numbers of doubles, filled up with 0.
#pragma once
#include "doubles.h"
#include "samples.h"

class Layout {
 public:
  explicit Layout(const Sizes& sizes)
      : d(sizes.d), k(sizes.k), stride(sizes.stride()), linear_at(size_t{sizes.d} * stride), bias_at(linear_at + d + (d & 1)) {}

  const uint32_t d, k, stride;
  const size_t linear_at, bias_at;
  size_t length() const { return bias_at + 2; }

  // From or to w0, w1 and V as callers have them: V of k rows, each with one factor of every feature.
  COLD void read(const double* from, double* to) const {
    memset(to, 0, length() * sizeof(double));
    each([&](size_t here, size_t there) { to[here] = from[there]; });
  }
  COLD void write(const double* from, double* to) const {
    each([&](size_t here, size_t there) { to[there] = from[here]; });
  }

  COLD void clear_padding(double* to) const {
    to[bias_at + 1] = 0;
    if (d & 1) to[linear_at + d] = 0;
    for (size_t i = k; (k & 1) && i < linear_at; i += stride) to[i] = 0;
  }

 private:
  template <class Visit>
  void each(Visit visit) const {
    visit(bias_at, 0);
    for (uint32_t i = 0; i < d; i++) visit(linear_at + i, size_t{1} + i);
    for (uint32_t f = 0; f < k; f++)
      for (uint32_t i = 0; i < d; i++) visit(size_t{i} * stride + f, size_t{1} + d + size_t{f} * d + i);
  }
};
