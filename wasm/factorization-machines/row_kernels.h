// Scores of rows and their derivatives, for 2P factors at a time, so that what is summed stays in registers. Of dense rows R are
// taken at once, because they share the weights.
#pragma once
#include "doubles.h"
#include "samples.h"

#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

struct SparseRow {
  const uint32_t* column;
  const double* value;
  uint32_t count;
};

// sums[f] = sum_j v_jf x_j; returns sum_jf (v_jf x_j)^2.
template <int P>
double sum_sparse(const SparseRow& row, const double* V, uint32_t stride, double* sums) {
  Pair sum[P], squares[P];
  UNROLL for (int p = 0; p < P; p++) sum[p] = squares[p] = splat(0);
  for (uint32_t e = 0; e < row.count; e++) {
    const Pair x = splat(row.value[e]);
    const double* v = V + size_t{row.column[e]} * stride;
    UNROLL for (int p = 0; p < P; p++) {
      const Pair vx = load(v + 2 * p) * x;
      sum[p] += vx;
      squares[p] += vx * vx;
    }
  }
  Pair total = squares[0];
  UNROLL for (int p = 1; p < P; p++) total += squares[p];
  UNROLL for (int p = 0; p < P; p++) store(sums + 2 * p, sum[p]);
  return total[0] + total[1];
}

// G_jf += away x_j (sums_f - v_jf x_j)
template <int P>
void add_sparse(const SparseRow& row, double away, const double* V, double* G, uint32_t stride, const double* sums) {
  Pair sum[P];
  UNROLL for (int p = 0; p < P; p++) sum[p] = load(sums + 2 * p);
  for (uint32_t e = 0; e < row.count; e++) {
    const Pair x = splat(row.value[e]), slope = splat(away * row.value[e]);
    const size_t at = size_t{row.column[e]} * stride;
    UNROLL for (int p = 0; p < P; p++)
      store(G + at + 2 * p, load(G + at + 2 * p) + slope * (sum[p] - load(V + at + 2 * p) * x));
  }
}

// As sum_sparse, for R rows of d numbers; their sums are `apart` doubles apart, and squares are added to.
template <int P, int R>
void sum_dense(const double* const* x, uint32_t d, const double* V, uint32_t stride, double* sums, size_t apart, double* squares) {
  Pair sum[R][P], square[R];
  UNROLL for (int r = 0; r < R; r++) {
    square[r] = splat(0);
    UNROLL for (int p = 0; p < P; p++) sum[r][p] = splat(0);
  }
  for (uint32_t j = 0; j < d; j++, V += stride)
    UNROLL for (int p = 0; p < P; p++) {
      const Pair v = load(V + 2 * p);
      UNROLL for (int r = 0; r < R; r++) {
        const Pair vx = v * splat(x[r][j]);
        sum[r][p] += vx;
        square[r] += vx * vx;
      }
    }
  UNROLL for (int r = 0; r < R; r++) {
    squares[r] += square[r][0] + square[r][1];
    UNROLL for (int p = 0; p < P; p++) store(sums + r * apart + 2 * p, sum[r][p]);
  }
}

template <int P, int R>
void add_dense(const double* const* x, uint32_t d, const double* away, const double* V, double* G, uint32_t stride,
               const double* sums, size_t apart) {
  Pair sum[R][P];
  UNROLL for (int r = 0; r < R; r++) UNROLL for (int p = 0; p < P; p++) sum[r][p] = load(sums + r * apart + 2 * p);
  for (uint32_t j = 0; j < d; j++, V += stride, G += stride) {
    Pair xs[R], slope[R];
    UNROLL for (int r = 0; r < R; r++) {
      xs[r] = splat(x[r][j]);
      slope[r] = splat(away[r] * x[r][j]);
    }
    UNROLL for (int p = 0; p < P; p++) {
      const Pair v = load(V + 2 * p);
      Pair g = load(G + 2 * p);
      UNROLL for (int r = 0; r < R; r++) g += slope[r] * (sum[r][p] - v * xs[r]);
      store(G + 2 * p, g);
    }
  }
}

// to_j += sum over r of away_r x_rj
template <int R>
void add_linear(const double* const* x, uint32_t d, const double* away, double* to) {
  uint32_t j = 0;
  for (; j + 2 <= d; j += 2) {
    Pair sum = load(to + j);
    UNROLL for (int r = 0; r < R; r++) sum += splat(away[r]) * load(x[r] + j);
    store(to + j, sum);
  }
  if (j < d)
    for (int r = 0; r < R; r++) to[j] += away[r] * x[r][j];
}

inline double dot(const double* a, const double* b, uint32_t length) {
  Pair sums[2] = {splat(0), splat(0)};
  uint32_t j = 0;
  for (; j + 4 <= length; j += 4) {
    sums[0] += load(a + j) * load(b + j);
    sums[1] += load(a + j + 2) * load(b + j + 2);
  }
  const Pair sum = sums[0] + sums[1];
  double total = sum[0] + sum[1];
  for (; j < length; j++) total += a[j] * b[j];
  return total;
}

// The sum of squares of an even number of doubles.
inline double square(const double* a, uint32_t length) {
  Pair sum = splat(0);
  for (uint32_t f = 0; f < length; f += 2) sum += load(a + f) * load(a + f);
  return sum[0] + sum[1];
}
