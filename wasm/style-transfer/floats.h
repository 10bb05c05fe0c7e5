// Four floats at a time, in the compilers' own vector types: one source for WebAssembly, SSE and everything else. No library is needed.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef float Float4 __attribute__((vector_size(16)));
typedef int32_t Int4 __attribute__((vector_size(16)));

// Loops over registers, which would otherwise be kept in memory.
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

inline Float4 load(const float* from) {
  Float4 r;
  __builtin_memcpy(&r, from, sizeof r);
  return r;
}
inline void store(float* to, Float4 a) { __builtin_memcpy(to, &a, sizeof a); }
inline Float4 splat(float a) { return Float4{a, a, a, a}; }
inline Float4 select(Int4 mask, Float4 a, Float4 b) { return (Float4)((mask & (Int4)a) | (~mask & (Int4)b)); }
// What is not a number stays so: a descent that has gone wrong must show.
inline Float4 rectified(Float4 a) { return (Float4)((Int4)a & ~(a < splat(0))); }
inline Float4 where(Int4 mask, Float4 a) { return (Float4)(mask & (Int4)a); }
inline double sum(Float4 a) { return (static_cast<double>(a[0]) + a[1]) + (static_cast<double>(a[2]) + a[3]); }

// a b + c; rounded once where there is an instruction for it
#ifdef __wasm_relaxed_simd__
inline Float4 multiply_add(Float4 a, Float4 b, Float4 c) { return __builtin_wasm_relaxed_madd_f32x4(a, b, c); }
#else
inline Float4 multiply_add(Float4 a, Float4 b, Float4 c) { return a * b + c; }
#endif
