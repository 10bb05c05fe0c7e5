// Scores of rows at the current weights, and the sum of their derivatives.
#pragma once
#include "parameters.h"
#include "row_kernels.h"

// Rows that are taken at once where they are dense.
constexpr uint32_t kAtOnce = 4;

class Rows {
 public:
  COLD bool reserve(const Sizes& sizes) { return sums_.reserve(size_t{kAtOnce} * sizes.stride() + 1); }

  // Scores of `count` rows, 1 to kAtOnce; to be followed by `add` for the same rows before others are scored.
  void score(const Samples& samples, const Layout& at, const double* weights, const uint32_t* rows, uint32_t count, double* scores) {
    if (samples.sparse)
      for (uint32_t i = 0; i < count; i++) scores[i] = score_sparse(row_of(samples, rows[i]), at, weights, sums_.get() + i * size_t{at.stride});
    else if (count == kAtOnce)
      score_dense<kAtOnce>(samples, at, weights, rows, sums_.get(), scores);
    else
      for (uint32_t i = 0; i < count; i++) score_dense<1>(samples, at, weights, rows + i, sums_.get() + i * size_t{at.stride}, scores + i);
  }

  // gradient += sum of away[i] times the derivative of the score of row i
  void add(const Samples& samples, const Layout& at, const double* weights, const uint32_t* rows, uint32_t count, const double* away,
           double* gradient) {
    for (uint32_t i = 0; i < count; i++) gradient[at.bias_at] += away[i];
    if (samples.sparse)
      for (uint32_t i = 0; i < count; i++)
        add_sparse_row(row_of(samples, rows[i]), at, weights, away[i], sums_.get() + i * size_t{at.stride}, gradient);
    else if (count == kAtOnce)
      add_dense_rows<kAtOnce>(samples, at, weights, rows, away, sums_.get(), gradient);
    else
      for (uint32_t i = 0; i < count; i++)
        add_dense_rows<1>(samples, at, weights, rows + i, away + i, sums_.get() + i * size_t{at.stride}, gradient);
  }

 private:
  Buffer<double> sums_;  // of each row: sum_j v_jf x_j

  static SparseRow row_of(const Samples& samples, uint32_t row) {
    const uint32_t from = samples.start[row];
    return {samples.column.get() + from, samples.value.get() + from, samples.start[row + 1] - from};
  }

  static double score_sparse(const SparseRow& row, const Layout& at, const double* weights, double* sums) {
    const double* w1 = weights + at.linear_at;
    double score = weights[at.bias_at], pairs = 0;
    for (uint32_t e = 0; e < row.count; e++) score += w1[row.column[e]] * row.value[e];
    for (uint32_t f = 0; f < at.stride; f += 8) {
      const auto by = [&](auto kernel) { pairs -= kernel(row, weights + f, at.stride, sums + f); };
      switch (at.stride - f) {
        case 2: by(sum_sparse<1>); break;
        case 4: by(sum_sparse<2>); break;
        case 6: by(sum_sparse<3>); break;
        default: by(sum_sparse<4>);
      }
    }
    return score + 0.5 * (pairs + square(sums, at.stride));
  }

  static void add_sparse_row(const SparseRow& row, const Layout& at, const double* weights, double away, const double* sums,
                             double* gradient) {
    double* w1 = gradient + at.linear_at;
    for (uint32_t e = 0; e < row.count; e++) w1[row.column[e]] += away * row.value[e];
    for (uint32_t f = 0; f < at.stride; f += 8) {
      const auto by = [&](auto kernel) { kernel(row, away, weights + f, gradient + f, at.stride, sums + f); };
      switch (at.stride - f) {
        case 2: by(add_sparse<1>); break;
        case 4: by(add_sparse<2>); break;
        case 6: by(add_sparse<3>); break;
        default: by(add_sparse<4>);
      }
    }
  }

  template <int R>
  static void score_dense(const Samples& samples, const Layout& at, const double* weights, const uint32_t* rows, double* sums,
                          double* scores) {
    const double* x[R];
    double squares[R];
    for (int r = 0; r < R; r++) {
      x[r] = samples.value.get() + size_t{rows[r]} * at.d;
      scores[r] = weights[at.bias_at] + dot(weights + at.linear_at, x[r], at.d);
      squares[r] = 0;
    }
    for (uint32_t f = 0; f < at.stride; f += 8) {
      const auto by = [&](auto kernel) { kernel(x, at.d, weights + f, at.stride, sums + f, at.stride, squares); };
      switch (at.stride - f) {
        case 2: by(sum_dense<1, R>); break;
        case 4: by(sum_dense<2, R>); break;
        case 6: by(sum_dense<3, R>); break;
        default: by(sum_dense<4, R>);
      }
    }
    for (int r = 0; r < R; r++) scores[r] += 0.5 * (square(sums + size_t(r) * at.stride, at.stride) - squares[r]);
  }

  template <int R>
  static void add_dense_rows(const Samples& samples, const Layout& at, const double* weights, const uint32_t* rows, const double* away,
                             const double* sums, double* gradient) {
    const double* x[R];
    for (int r = 0; r < R; r++) x[r] = samples.value.get() + size_t{rows[r]} * at.d;
    add_linear<R>(x, at.d, away, gradient + at.linear_at);
    for (uint32_t f = 0; f < at.stride; f += 8) {
      const auto by = [&](auto kernel) { kernel(x, at.d, away, weights + f, gradient + f, at.stride, sums + f, at.stride); };
      switch (at.stride - f) {
        case 2: by(add_dense<1, R>); break;
        case 4: by(add_dense<2, R>); break;
        case 6: by(add_dense<3, R>); break;
        default: by(add_dense<4, R>);
      }
    }
  }
};
