// Predictions, gradients and steps.
#pragma once
#include <math.h>

#include "cells.h"
#include "matrix-factorization.h"

class Descent {
 public:
  Buffer<double> predicted, slope, gradient;

  COLD bool reserve(const Sizes& sizes) {
    if (!predicted.reserve(sizes.count) || !slope.reserve(sizes.count) || !gradient.reserve(sizes.factors())) return false;
    for (uint32_t i = 0; i < sizes.count; i++) slope[i] = 0;
    return true;
  }

  void predict(const Sizes& sizes, const Lines& by_row, const double* factors) {
    const double* columns = factors + sizes.columns_at();
    for (uint32_t r = 0; r < sizes.rows; r++) {
      const double* p = factors + size_t{r} * sizes.k;
      for (uint32_t i = by_row.begin[r]; i < by_row.begin[r + 1]; i++)
        predicted[i] = dot(p, columns + size_t{by_row.others[i]} * sizes.k, sizes.k);
    }
  }

  void gather(const Sizes& sizes, const Lines& by_row, const double* factors) {
    const uint32_t k = sizes.k;
    memset(gradient.get(), 0, sizes.factors() * sizeof(double));
    const double* columns = factors + sizes.columns_at();
    double* column_gradients = gradient.get() + sizes.columns_at();
    for (uint32_t r = 0; r < sizes.rows; r++) {
      const double* p = factors + size_t{r} * k;
      double* row_gradient = gradient.get() + size_t{r} * k;
      for (uint32_t i = by_row.begin[r]; i < by_row.begin[r + 1]; i++) {
        const size_t at = size_t{by_row.others[i]} * k;
        add(row_gradient, slope[i], columns + at, k);
        add(column_gradients + at, slope[i], p, k);
      }
    }
  }

  bool update(const Sizes& sizes, double* factors, int32_t method, double alpha, double momentum) {
    const size_t length = sizes.factors();
    if (method == MATRIX_FACTORIZATION_DESCENT) {
      for (size_t i = 0; i < length; i++) factors[i] -= alpha * gradient[i];
      return true;
    }
    if (!remember(first_, length)) return false;
    if (method == MATRIX_FACTORIZATION_MOMENTUM) {
      for (size_t i = 0; i < length; i++) {
        first_[i] = momentum * first_[i] + gradient[i];
        factors[i] -= alpha * first_[i];
      }
      return true;
    }
    if (!remember(second_, length)) return false;
    decay1_ *= kBeta1;
    decay2_ *= kBeta2;
    const double unbias1 = 1 / (1 - decay1_), unbias2 = 1 / (1 - decay2_);
    for (size_t i = 0; i < length; i++) {
      first_[i] = kBeta1 * first_[i] + (1 - kBeta1) * gradient[i];
      second_[i] = kBeta2 * second_[i] + (1 - kBeta2) * gradient[i] * gradient[i];
      factors[i] -= alpha * (first_[i] * unbias1) / (sqrt(second_[i] * unbias2) + kEpsilon);
    }
    return true;
  }

 private:
  static constexpr double kBeta1 = 0.9, kBeta2 = 0.999, kEpsilon = 1e-8;

  // A mean over the steps so far, 0 before the first; see that there is room for it.
  COLD static bool remember(Buffer<double>& mean, size_t length) {
    if (mean.get()) return true;
    if (!mean.reserve(length)) return false;
    memset(mean.get(), 0, length * sizeof(double));
    return true;
  }

  Buffer<double> first_, second_;
  double decay1_ = 1, decay2_ = 1;  // powers of the betas
};
