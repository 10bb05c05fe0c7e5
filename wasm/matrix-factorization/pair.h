// Two doubles at a time, in the compilers' own vector types: one source for WebAssembly, SSE and everything else.
#pragma once
#include <stdint.h>
#include <string.h>

#include "matrix-factorization.h"

using Pair = matrix_factorization_pair;
using Bits = int64_t __attribute__((vector_size(16)));

inline Pair load(const double* from) {
  Pair pair;
  memcpy(&pair, from, sizeof pair);
  return pair;
}
inline void store(double* to, Pair pair) { memcpy(to, &pair, sizeof pair); }
inline Pair splat(double x) { return Pair{x, x}; }

// Differences that may wrap around.
inline Bits wrapped(Bits a, Bits b) {
  using Words = uint64_t __attribute__((vector_size(16)));
  return (Bits)((Words)a - (Words)b);
}

inline Bits bits(Pair x) { return (Bits)x; }
inline Pair pair(Bits x) { return (Pair)x; }
// Lanes of `a` where the mask is set, of `b` where it is 0.
inline Pair select(Bits mask, Pair a, Pair b) { return pair((mask & bits(a)) | (~mask & bits(b))); }
