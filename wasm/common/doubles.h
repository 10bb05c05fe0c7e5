// Two doubles at a time, in the compilers' own vector types: one source for WebAssembly, SSE and everything else.
#pragma once
#include <string.h>

using Pair = double __attribute__((vector_size(16)));

inline Pair load(const double* from) {
  Pair pair;
  memcpy(&pair, from, sizeof pair);
  return pair;
}
inline void store(double* to, Pair pair) { memcpy(to, &pair, sizeof pair); }
inline Pair splat(double x) { return Pair{x, x}; }
