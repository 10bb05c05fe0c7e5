// What is added to the loss for the size of weights, and to its gradient.
#pragma once
#include "parameters.h"

struct Regularizer {
  bool l1 = false;
  double w0 = 0, w1 = 0, v = 0;

  double penalty(const Layout& at, const double* weights) const {
    return v * size(weights, at.linear_at) + w1 * size(weights + at.linear_at, at.bias_at - at.linear_at) + w0 * size(weights + at.bias_at, 2);
  }

 private:
  double size(const double* values, size_t length) const {
    double sum = 0;
    for (size_t i = 0; i < length; i++) sum += l1 ? __builtin_fabs(values[i]) : values[i] * values[i];
    return sum;
  }
};

// The derivatives of `weight` times the square, or the size, of each of two numbers.
struct SquareSlope {
  Pair twice;
  explicit SquareSlope(double weight) : twice(splat(2 * weight)) {}
  Pair at(Pair value) const { return twice * value; }
};
struct SizeSlope {
  double weight;
  explicit SizeSlope(double given) : weight(given) {}
  Pair at(Pair value) const { return Pair{of(value[0]), of(value[1])}; }
  double of(double value) const { return value > 0 ? weight : value < 0 ? -weight : 0; }
};
