// Matrix products, the bulk of all work: rows of A times panels of B.
#pragma once
#include "finish.h"
#include "panels.h"

// A matrix whose rows lie `stride` apart and may overlap. Each consists of segments of `length` numbers, `gap` apart: the rows of a kernel.
struct Rows {
  const float* at;
  size_t stride;
  uint32_t segments;
  size_t gap;
  uint32_t length;

  uint32_t columns() const { return segments * length; }
};

// R rows of A times a panel of 4 V columns, in registers.
template <int R, int V>
inline void multiply(const Rows& A, const float* panel, Float4 (&result)[R][V]) {
  UNROLL
  for (int r = 0; r < R; r++) {
    UNROLL
    for (int v = 0; v < V; v++) result[r][v] = splat(0);
  }
  for (uint32_t segment = 0; segment < A.segments; segment++) {
    const float* a = A.at + segment * A.gap;
    for (const float* end = a + A.length; a < end; a++, panel += 4 * V) {
      Float4 b[V];
      UNROLL
      for (int v = 0; v < V; v++) b[v] = load(panel + 4 * v);
      UNROLL
      for (int r = 0; r < R; r++) {
        const Float4 factor = splat(a[r * A.stride]);
        UNROLL
        for (int v = 0; v < V; v++) result[r][v] = multiply_add(factor, b[v], result[r][v]);
      }
    }
  }
}

template <int R, int V, class End>
inline void multiply_and_store(const Rows& A, const float* panel, const End& finish, uint32_t channel, float* to, size_t at, size_t stride) {
  Float4 result[R][V];
  multiply(A, panel, result);
  UNROLL
  for (int r = 0; r < R; r++) {
    UNROLL
    for (int v = 0; v < V; v++) {
      const size_t place = at + r * stride + 4 * v;
      store(to + place, finish(result[r][v], channel + 4 * v, place));
    }
  }
}

template <int V, class End>
inline void multiply_panel(Rows A, uint32_t rows, const float* panel, const End& finish, uint32_t channel, float* to, size_t at, size_t stride) {
  constexpr uint32_t R = V == 1 ? 8 : 4;
  for (; rows >= R; rows -= R, A.at += R * A.stride, at += R * stride) multiply_and_store<R, V>(A, panel, finish, channel, to, at, stride);
  if (V == 1 && rows >= 4) {
    multiply_and_store<4, V>(A, panel, finish, channel, to, at, stride);
    rows -= 4, A.at += 4 * A.stride, at += 4 * stride;
  }
  if (rows == 3) multiply_and_store<3, V>(A, panel, finish, channel, to, at, stride);
  if (rows == 2) multiply_and_store<2, V>(A, panel, finish, channel, to, at, stride);
  if (rows == 1) multiply_and_store<1, V>(A, panel, finish, channel, to, at, stride);
}

// to[at + row * stride + column] = finish(A B), where finish is a Finish or Unfinished. `columns` is a multiple of 4.
template <class End>
inline void multiply_all(const Rows& A, uint32_t rows, const float* panels, uint32_t columns, const End& finish, float* to, size_t at,
                         size_t stride) {
  const size_t height = A.columns();
  uint32_t column = 0;
  for (; column + 8 <= columns; column += 8, panels += 8 * height) multiply_panel<2>(A, rows, panels, finish, column, to, at + column, stride);
  if (column < columns) multiply_panel<1>(A, rows, panels, finish, column, to, at + column, stride);
}
