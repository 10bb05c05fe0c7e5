// Four floats or integers at a time. One source for WebAssembly (-msimd128), SSE and, with SCALAR_LANES, plain code that
// the tests hold the others to: operations are the same, and so is every bit of the results.
#pragma once
#include <stdint.h>
#include <string.h>

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
inline bool any(Int4 mask) { return mask.lane[0] | mask.lane[1] | mask.lane[2] | mask.lane[3]; }
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
typedef int64_t Long2 __attribute__((vector_size(16)));

inline Float4 splat(float a) { return Float4{a, a, a, a}; }
inline Int4 splat(int32_t a) { return Int4{a, a, a, a}; }
inline Int4 lanes(int32_t a, int32_t b, int32_t c, int32_t d) { return Int4{a, b, c, d}; }
inline Float4 floats(float a, float b, float c, float d) { return Float4{a, b, c, d}; }
inline Float4 select(Int4 mask, Float4 a, Float4 b) { return (Float4)((mask & (Int4)a) | (~mask & (Int4)b)); }
inline Int4 select(Int4 mask, Int4 a, Int4 b) { return (mask & a) | (~mask & b); }
inline bool any(Int4 mask) {
  const Long2 halves = (Long2)mask;
  return (halves[0] | halves[1]) != 0;
}
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
  for (int i = 1; i < 4; i++)
    if (values[i] < r.value || (values[i] == r.value && places[i] < r.at)) r = {values[i], places[i]};
  return r;
}
