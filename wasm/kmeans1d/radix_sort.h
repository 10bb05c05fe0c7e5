// Sorting floating-point numbers by the bits they are made of.
//
// Read as integers, IEEE numbers of one sign are already in order; flipping all bits of the negative ones and the sign bit of
// the others puts the whole line in order. The keys are then sorted byte by byte, least significant first, skipping bytes
// that are the same in all keys. That is 14 ms for 2.4 million floats where a comparison sort takes 200.
#pragma once
#include <stdint.h>
#include <string.h>

#include "buffer.h"

template <class Float>
struct FloatKey;

template <>
struct FloatKey<float> {
  typedef uint32_t Key;
  static constexpr Key kSign = 0x80000000u, kExponent = 0x7f800000u;
  static Key flip_negative(Key bits) { return static_cast<Key>(static_cast<int32_t>(bits) >> 31); }
};

template <>
struct FloatKey<double> {
  typedef uint64_t Key;
  static constexpr Key kSign = 0x8000000000000000ull, kExponent = 0x7ff0000000000000ull;
  static Key flip_negative(Key bits) { return static_cast<Key>(static_cast<int64_t>(bits) >> 63); }
};

template <class Float>
typename FloatKey<Float>::Key key_to_bits(typename FloatKey<Float>::Key key) {
  return key & FloatKey<Float>::kSign ? key ^ FloatKey<Float>::kSign : ~key;
}

// Turns n numbers into keys, in place. -0 becomes +0. Returns the index of the first NaN or infinity, or n.
template <class Float>
NOINLINE uint32_t floats_to_keys(void* numbers, uint32_t n) {
  typedef FloatKey<Float> K;
  typedef typename K::Key Key;
  Key* keys = static_cast<Key*>(numbers);
  Key not_finite = 0;
  for (uint32_t i = 0; i < n; ++i) {
    Key bits = keys[i];
    not_finite |= (bits & K::kExponent) == K::kExponent;
    if (bits == K::kSign) bits = 0;
    keys[i] = bits ^ (K::flip_negative(bits) | K::kSign);
  }
  uint32_t first_bad = not_finite ? 0 : n;
  while (first_bad < n && (key_to_bits<Float>(keys[first_bad]) & K::kExponent) != K::kExponent) ++first_bad;
  return first_bad;
}

template <class Float>
NOINLINE void keys_to_floats(void* numbers, uint32_t n) {
  typename FloatKey<Float>::Key* keys = static_cast<typename FloatKey<Float>::Key*>(numbers);
  for (uint32_t i = 0; i < n; ++i) keys[i] = key_to_bits<Float>(keys[i]);
}

// Turns the 256 counts of a digit into the places where each begins. False when all n keys have the same digit.
COLD inline bool place_digits(uint32_t* counts, uint32_t n) {
  uint32_t sum = 0;
  bool differ = true;
  for (int digit = 0; digit < 256; ++digit) {
    const uint32_t count = counts[digit];
    if (count == n) differ = false;
    counts[digit] = sum;
    sum += count;
  }
  return differ;
}

template <class Key>
NOINLINE void scatter(const Key* from, Key* to, uint32_t n, int shift, uint32_t* place) {
#pragma GCC unroll 4
  for (uint32_t i = 0; i < n; ++i) to[place[(from[i] >> shift) & 255]++] = from[i];
}

template <class Key>
COLD void scatter_with_order(const Key* from, Key* to, uint32_t n, int shift, uint32_t* place, const uint32_t* order_from,
                             uint32_t* order_to) {
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t at = place[(from[i] >> shift) & 255]++;
    to[at] = from[i];
    order_to[at] = order_from[i];
  }
}

template <class T>
void swap_pointers(T*& a, T*& b) {
  T* other = a;
  a = b;
  b = other;
}

// Sorts `keys` ascending; `scratch` has room for as many. With `order`, the permutation 0..n-1 in it goes along
// (`order_scratch` then has room for n as well). The results are in `keys` and `order`. O(n) per byte that differs.
template <class Key>
NOINLINE void radix_sort(Key* keys, Key* scratch, uint32_t n, uint32_t* order = nullptr, uint32_t* order_scratch = nullptr) {
  constexpr int kBytes = sizeof(Key);
  uint32_t counts[kBytes][256];
  memset(counts, 0, sizeof counts);
  for (uint32_t i = 0; i < n; ++i) {
    Key key = keys[i];
#pragma GCC unroll 8
    for (int byte = 0; byte < kBytes; ++byte, key >>= 8) counts[byte][key & 255]++;
  }
  Key *from = keys, *to = scratch;
  uint32_t *order_from = order, *order_to = order_scratch;
  for (int byte = 0; byte < kBytes; ++byte) {
    if (!place_digits(counts[byte], n)) continue;
    if (order) scatter_with_order(from, to, n, 8 * byte, counts[byte], order_from, order_to);
    else scatter(from, to, n, 8 * byte, counts[byte]);
    swap_pointers(from, to);
    swap_pointers(order_from, order_to);
  }
  if (from == keys) return;
  memcpy(keys, from, n * sizeof(Key));
  if (order) memcpy(order, order_from, n * sizeof(uint32_t));
}
