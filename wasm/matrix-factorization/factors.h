// P and Q, and arrays laid out as they are: rows of P, then columns of Q, k doubles each.
#pragma once
#include "buffer.h"
#include "pair.h"

struct Sizes {
  uint32_t rows, columns, k, count;
  size_t factors() const { return (static_cast<size_t>(rows) + columns) * k; }
  size_t columns_at() const { return static_cast<size_t>(rows) * k; }
};

inline double dot(const double* a, const double* b, uint32_t k) {
  Pair sum = splat(0);
  uint32_t f = 0;
  for (; f + 2 <= k; f += 2) sum += load(a + f) * load(b + f);
  double total = sum[0] + sum[1];
  if (f < k) total += a[f] * b[f];
  return total;
}

// to += scale * from
inline void add(double* to, double scale, const double* from, uint32_t k) {
  const Pair scales = splat(scale);
  uint32_t f = 0;
  for (; f + 2 <= k; f += 2) store(to + f, load(to + f) + scales * load(from + f));
  if (f < k) to[f] += scale * from[f];
}
