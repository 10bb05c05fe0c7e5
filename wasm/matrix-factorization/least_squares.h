// Alternating least squares: with Q fixed, each row of P is a small linear problem of its own, and the other way round.
// Zhou, Wilkinson, Schreiber and Pan. Large-scale Parallel Collaborative Filtering for the Netflix Prize. 2008
#pragma once
#include <math.h>

#include "cells.h"

class LeastSquares {
 public:
  COLD bool reserve(uint32_t k) {
    // Rows of the matrix are of even length, so that each is whole pairs.
    width_ = (k + 1) & ~1u;
    return matrix_.reserve(size_t{k} * width_) && right_.reserve(k) && packed_.reserve(size_t{4} * width_);
  }

  // Sets solutions[line] for lines `from` to before `to`: the x with least sum of (value - x . others[other])^2 + ridge |x|^2.
  void solve(const Lines& lines, uint32_t from, uint32_t to, const double* others, double* solutions, uint32_t k, double ridge) {
    for (uint32_t line = from; line < to; line++) {
      clear(k, ridge);
      for (uint32_t i = lines.begin[line]; i < lines.begin[line + 1]; i += 4)
        accumulate(lines, i, lines.begin[line + 1] - i, others, k);
      factorize(k);
      substitute(solutions + size_t{line} * k, k);
    }
  }

 private:
  void clear(uint32_t k, double ridge) {
    memset(matrix_.get(), 0, size_t{k} * width_ * sizeof(double));
    for (uint32_t a = 0; a < k; a++) {
      matrix_[size_t{a} * width_ + a] = ridge;
      right_[a] = 0;
    }
  }

  // Adds up to four outer products at once, to the lower triangle: its entries are loaded and stored once for four.
  void accumulate(const Lines& lines, uint32_t at, uint32_t left, const double* others, uint32_t k) {
    const uint32_t count = left < 4 ? left : 4;
    double values[4] = {0, 0, 0, 0};
    double* q[4];
    for (uint32_t t = 0; t < 4; t++) {
      q[t] = packed_.get() + size_t{t} * width_;
      if (t < count) {
        memcpy(q[t], others + size_t{lines.others[at + t]} * k, k * sizeof(double));
        values[t] = lines.values[at + t];
      } else {
        memset(q[t], 0, k * sizeof(double));
      }
      if (width_ > k) q[t][k] = 0;
    }
    for (uint32_t a = 0; a < k; a++) {
      double* row = matrix_.get() + size_t{a} * width_;
      const Pair q0 = splat(q[0][a]), q1 = splat(q[1][a]), q2 = splat(q[2][a]), q3 = splat(q[3][a]);
      for (uint32_t b = 0; b <= a; b += 2)
        store(row + b, load(row + b) + ((q0 * load(q[0] + b) + q1 * load(q[1] + b)) + (q2 * load(q[2] + b) + q3 * load(q[3] + b))));
      right_[a] += (q[0][a] * values[0] + q[1][a] * values[1]) + (q[2][a] * values[2] + q[3][a] * values[3]);
    }
  }

  // Cholesky: the lower triangle becomes L with 1 / its diagonal; 0 there marks a direction that nothing determines.
  void factorize(uint32_t k) {
    double largest = 0;
    for (uint32_t a = 0; a < k; a++) largest = fmax(largest, matrix_[size_t{a} * width_ + a]);
    for (uint32_t a = 0; a < k; a++) {
      double* row = matrix_.get() + size_t{a} * width_;
      for (uint32_t b = 0; b < a; b++) {
        const double* above = matrix_.get() + size_t{b} * width_;
        row[b] = (row[b] - dot(row, above, b)) * above[b];
      }
      const double pivot = row[a] - dot(row, row, a);
      row[a] = pivot > 1e-13 * largest ? 1 / sqrt(pivot) : 0;
    }
  }

  void substitute(double* x, uint32_t k) {
    for (uint32_t a = 0; a < k; a++) {
      const double* row = matrix_.get() + size_t{a} * width_;
      x[a] = (right_[a] - dot(row, x, a)) * row[a];
    }
    for (uint32_t a = k; a-- > 0;) {
      const double* row = matrix_.get() + size_t{a} * width_;
      x[a] *= row[a];
      add(x, -x[a], row, a);
    }
  }

  uint32_t width_ = 0;
  Buffer<double> matrix_, right_, packed_;
};
