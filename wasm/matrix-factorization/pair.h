// Two doubles at a time, and their bits.
#pragma once
#include <stdint.h>

#include "doubles.h"

using Bits = int64_t __attribute__((vector_size(16)));

// Differences that may wrap around.
inline Bits wrapped(Bits a, Bits b) {
  using Words = uint64_t __attribute__((vector_size(16)));
  return (Bits)((Words)a - (Words)b);
}

inline Bits bits(Pair x) { return (Bits)x; }
inline Pair pair(Bits x) { return (Pair)x; }
// Lanes of `a` where the mask is set, of `b` where it is 0.
inline Pair select(Bits mask, Pair a, Pair b) { return pair((mask & bits(a)) | (~mask & bits(b))); }
