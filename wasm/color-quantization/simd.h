// Four floats or integers at a time. One source for WebAssembly (-msimd128), SSE and, with SCALAR_LANES, plain code that
// the tests hold the others to: operations are the same, and so is every bit of the results.
#pragma once
#include <stdint.h>
#include <string.h>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

// Loops over lanes and dimensions, which would otherwise keep registers in memory.
#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 4")
#endif

#ifdef SCALAR_LANES

template <class T>
struct Lanes {
  T lane[4];
  T& operator[](int i) { return lane[i]; }
  T operator[](int i) const { return lane[i]; }
};
using Float4 = Lanes<float>;
using Int4 = Lanes<int32_t>;

#define LANEWISE(name, Result, A, B, expression) \
  inline Result name(A a, B b) {                 \
    Result r;                                    \
    for (int i = 0; i < 4; i++) r.lane[i] = expression; \
    return r;                                    \
  }
LANEWISE(operator+, Float4, Float4, Float4, a.lane[i] + b.lane[i])
LANEWISE(operator-, Float4, Float4, Float4, a.lane[i] - b.lane[i])
LANEWISE(operator*, Float4, Float4, Float4, a.lane[i] * b.lane[i])
LANEWISE(operator/, Float4, Float4, Float4, a.lane[i] / b.lane[i])
LANEWISE(operator<, Int4, Float4, Float4, a.lane[i] < b.lane[i] ? -1 : 0)
LANEWISE(operator<, Int4, Int4, Int4, a.lane[i] < b.lane[i] ? -1 : 0)
LANEWISE(operator+, Int4, Int4, Int4, a.lane[i] + b.lane[i])
LANEWISE(operator&, Int4, Int4, Int4, a.lane[i] & b.lane[i])
#undef LANEWISE
inline Int4 operator>>(Int4 a, int bits) {
  Int4 r;
  for (int i = 0; i < 4; i++) r.lane[i] = a.lane[i] >> bits;
  return r;
}

inline Float4 splat(float a) { return {{a, a, a, a}}; }
inline Int4 splat(int32_t a) { return {{a, a, a, a}}; }
inline Int4 lanes(int32_t a, int32_t b, int32_t c, int32_t d) { return {{a, b, c, d}}; }
inline Float4 floats(float a, float b, float c, float d) { return {{a, b, c, d}}; }
template <class T>
inline T select(Int4 mask, T a, T b) {
  T r;
  for (int i = 0; i < 4; i++) r.lane[i] = mask.lane[i] ? a.lane[i] : b.lane[i];
  return r;
}
// One bit for each lane whose mask is set.
inline int bits(Int4 mask) {
  int r = 0;
  for (int i = 0; i < 4; i++) r |= (mask.lane[i] < 0) << i;
  return r;
}
inline Float4 from_bits(Int4 a) {
  Float4 r;
  memcpy(&r, &a, sizeof r);
  return r;
}
inline Int4 to_bits(Float4 a) {
  Int4 r;
  memcpy(&r, &a, sizeof r);
  return r;
}
inline Float4 to_float(Int4 a) {
  Float4 r;
  for (int i = 0; i < 4; i++) r.lane[i] = static_cast<float>(a.lane[i]);
  return r;
}
inline Int4 to_int(Float4 a) {
  Int4 r;
  for (int i = 0; i < 4; i++) r.lane[i] = static_cast<int32_t>(a.lane[i]);
  return r;
}

#else

typedef float Float4 __attribute__((vector_size(16)));
typedef int32_t Int4 __attribute__((vector_size(16)));

inline Float4 splat(float a) { return Float4{a, a, a, a}; }
inline Int4 splat(int32_t a) { return Int4{a, a, a, a}; }
inline Int4 lanes(int32_t a, int32_t b, int32_t c, int32_t d) { return Int4{a, b, c, d}; }
inline Float4 floats(float a, float b, float c, float d) { return Float4{a, b, c, d}; }
#ifdef __wasm_simd128__
inline Float4 select(Int4 mask, Float4 a, Float4 b) { return (Float4)wasm_v128_bitselect((v128_t)a, (v128_t)b, (v128_t)mask); }
inline Int4 select(Int4 mask, Int4 a, Int4 b) { return (Int4)wasm_v128_bitselect((v128_t)a, (v128_t)b, (v128_t)mask); }
inline int bits(Int4 mask) { return static_cast<int>(wasm_i32x4_bitmask((v128_t)mask)); }
#else
inline Float4 select(Int4 mask, Float4 a, Float4 b) { return (Float4)((mask & (Int4)a) | (~mask & (Int4)b)); }
inline Int4 select(Int4 mask, Int4 a, Int4 b) { return (mask & a) | (~mask & b); }
#ifdef __SSE2__
inline int bits(Int4 mask) { return _mm_movemask_ps((__m128)mask); }
#else
inline int bits(Int4 mask) {
  int r = 0;
  for (int i = 0; i < 4; i++) r |= (mask[i] < 0) << i;
  return r;
}
#endif
#endif
inline Float4 from_bits(Int4 a) { return (Float4)a; }
inline Int4 to_bits(Float4 a) { return (Int4)a; }
inline Float4 to_float(Int4 a) { return __builtin_convertvector(a, Float4); }
inline Int4 to_int(Float4 a) { return __builtin_convertvector(a, Int4); }

#endif

inline Float4 load(const float* from) {
  Float4 r;
  memcpy(&r, from, sizeof r);
  return r;
}
inline void store(float* to, Float4 a) { memcpy(to, &a, sizeof a); }
inline Float4 larger(Float4 a, Float4 b) { return select(b < a, a, b); }

// The smallest of four, and the lower of the places where it stands.
struct Least {
  float value;
  int32_t at;
};
inline Least least(Float4 values, Int4 places) {
  Least r = {values[0], places[0]};
  UNROLL
  for (int i = 1; i < 4; i++)
    if (values[i] < r.value || (values[i] == r.value && places[i] < r.at)) r = {values[i], places[i]};
  return r;
}
