// A number for each colour: the pixels that have it while a picture is counted, its place in the palette afterwards.
#pragma once
#include <string.h>

#include "array.h"

// The bits of an 8-bit number, two places apart.
inline uint32_t spread(uint32_t v) {
  v = (v | v << 8) & 0x00f00f;
  v = (v | v << 4) & 0x0c30c3;
  return (v | v << 2) & 0x249249;
}
inline uint32_t unspread(uint32_t v) {
  v &= 0x249249;
  v = (v | v >> 2) & 0x0c30c3;
  v = (v | v >> 4) & 0x00f00f;
  return (v | v >> 8) & 0xff;
}

// Opaque colours, in blocks of 4 x 4 x 4 that are made when first met: colours that are alike share a cache line, and listing them
// gives them along a Morton curve.
class OpaqueTable {
 public:
  bool init() {
    for (uint32_t v = 0; v < 256; v++) {
      blue_[v] = spread(v);
      green_[v] = blue_[v] << 1;
      red_[v] = blue_[v] << 2;
    }
    for (uint32_t t = 0; t < 64; t++) within_[t] = color_of(t) & 0xffffff;
    if (!blocks_.reserve(kBlocks)) return false;
    memset(blocks_.get(), 0, kBlocks * sizeof(uint32_t));
    return pool_.reserve(64 * 4096) && used_.reserve(4096) && add_block(0);
  }
  void release() {
    blocks_.release();
    pool_.release();
    used_.release();
  }
  size_t distinct() const { return distinct_; }

  bool count(const uint32_t* pixels, size_t n) {
    const uint32_t* blocks = blocks_.get();
    uint32_t* pool = pool_.get();
    for (size_t i = 0; i < n; i++) {
      const uint32_t code = code_of(pixels[i]);
      const uint32_t start = blocks[code >> 6];
      uint32_t& number = pool[start + (code & 63)];
      const uint32_t before = number;
      number = before + 1;
      if (__builtin_expect(before != 0, 1)) continue;
      if (start == 0) {  // what was counted there was nobody's
        number = 0;
        if (!add_block(code >> 6)) return false;
        pool = pool_.get();
        pool[blocks[code >> 6] + (code & 63)] = 1;
      }
      used_[blocks[code >> 6] >> 6] |= uint64_t{1} << (code & 63);
      distinct_++;
    }
    return true;
  }
  // Calls visit(colour, number) for each number that is not 0, in Morton order.
  template <class Visit>
  bool each(Visit visit) const {
    for (uint32_t b = 0; b < kBlocks; b++) {
      const uint32_t start = blocks_[b];
      if (start == 0) continue;
      const uint32_t corner = color_of(b << 6);
      for (uint64_t bits = used_[start >> 6]; bits; bits &= bits - 1) {
        const auto t = static_cast<uint32_t>(__builtin_ctzll(bits));
        if (!visit(corner + within_[t], pool_[start + t])) return false;
      }
    }
    return true;
  }
  void set(uint32_t color, uint32_t number) { pool_[place(color)] = number; }
  uint32_t get(uint32_t color) const { return pool_[place(color)]; }
  void replace(uint32_t* pixels, uint8_t* entries, size_t n, const uint32_t* colors) const {
    const uint32_t* blocks = blocks_.get();
    const uint32_t* pool = pool_.get();
    for (size_t i = 0; i < n; i++) {
      const uint32_t code = code_of(pixels[i]);
      const uint32_t entry = pool[blocks[code >> 6] + (code & 63)];
      entries[i] = static_cast<uint8_t>(entry);
      pixels[i] = colors[entry];
    }
  }

 private:
  static constexpr uint32_t kBlocks = 1 << 18;

  uint32_t code_of(uint32_t color) const { return red_[color & 255] | green_[color >> 8 & 255] | blue_[color >> 16 & 255]; }
  static uint32_t color_of(uint32_t code) {
    return unspread(code >> 2) | unspread(code >> 1) << 8 | unspread(code) << 16 | 0xff000000u;
  }
  uint32_t place(uint32_t color) const {
    const uint32_t code = code_of(color);
    return blocks_[code >> 6] + (code & 63);
  }
  COLD bool add_block(uint32_t block) {
    const size_t start = pool_.size();
    if (!pool_.resize(start + 64) || !used_.push(0)) return false;
    memset(pool_.get() + start, 0, 64 * sizeof(uint32_t));
    blocks_[block] = static_cast<uint32_t>(start);
    return true;
  }

  uint32_t red_[256], green_[256], blue_[256];
  uint32_t within_[64];      // what is added to a block's first colour for each of its places
  Buffer<uint32_t> blocks_;  // where each block begins in pool_; 0: nowhere, as the first 64 places are nobody's
  Array<uint32_t> pool_;
  Array<uint64_t> used_;     // for each block, which of its places have been met
  size_t distinct_ = 0;
};

// Colours with alpha, by hashing (open addressing).
class AlphaTable {
 public:
  bool init() { return rebuild(12); }
  void release() { slots_.release(); }
  size_t distinct() const { return used_; }

  bool add(uint32_t color, uint32_t number) {
    Slot& slot = slots_[find(color)];
    if (slot.number == 0) {
      if (++used_ * 5 > (size_t{1} << bits_) * 3) {
        used_--;
        return rebuild(bits_ + 1) && add(color, number);
      }
      slot.color = color;
    }
    slot.number += number;
    return true;
  }
  template <class Visit>
  bool each(Visit visit) const {
    for (size_t i = 0; i < size_t{1} << bits_; i++)
      if (slots_[i].number && !visit(slots_[i].color, slots_[i].number)) return false;
    return true;
  }
  // Numbers are kept one higher from here on, so that 0 still means that a slot is free.
  void set(uint32_t color, uint32_t number) { slots_[find(color)].number = number + 1; }
  uint32_t get(uint32_t color) const { return slots_[find(color >> 24 == 0 ? 0 : color)].number - 1; }

 private:
  struct Slot {
    uint32_t color, number;
  };

  size_t find(uint32_t color) const {
    const size_t mask = (size_t{1} << bits_) - 1;
    size_t i = color * 0x9e3779b1u >> (32 - bits_);
    while (slots_[i].number != 0 && slots_[i].color != color) i = (i + 1) & mask;
    return i;
  }
  COLD bool rebuild(uint32_t bits) {
    Buffer<Slot> old;
    old.swap(slots_);
    const size_t old_size = bits_ ? size_t{1} << bits_ : 0;
    if (bits > 28 || !slots_.reserve(size_t{1} << bits)) {
      old.swap(slots_);
      return false;
    }
    bits_ = bits;
    memset(static_cast<void*>(slots_.get()), 0, sizeof(Slot) << bits);
    for (size_t i = 0; i < old_size; i++)
      if (old[i].number) slots_[find(old[i].color)] = old[i];
    return true;
  }

  Buffer<Slot> slots_;
  size_t used_ = 0;
  uint32_t bits_ = 0;
};

// The colours of a picture: opaque ones as long as there are no others.
class ColorTable {
 public:
  bool init() { return opaque_.init(); }

  bool count(uint32_t* pixels, size_t n) {
    if (is_opaque_) {
      uint32_t all = 0xff000000u;
      for (size_t i = 0; i < n; i++) all &= pixels[i];
      if (all >> 24 == 255) return opaque_.count(pixels, n);
      if (!alpha_.init() || !opaque_.each([&](uint32_t color, uint32_t number) { return alpha_.add(color, number); })) return false;
      opaque_.release();
      is_opaque_ = false;
    }
    for (size_t i = 0; i < n; i++) {
      const bool is_transparent = pixels[i] >> 24 == 0;
      transparent_ += is_transparent;
      if (!alpha_.add(is_transparent ? 0 : pixels[i], 1)) return false;
    }
    return true;
  }
  bool is_opaque() const { return is_opaque_; }
  // All fully transparent pixels are of one colour, 0.
  size_t distinct() const { return is_opaque_ ? opaque_.distinct() : alpha_.distinct(); }
  double transparent() const { return transparent_; }

  template <class Visit>
  bool each(Visit visit) const {
    return is_opaque_ ? opaque_.each(visit) : alpha_.each(visit);
  }
  void set(uint32_t color, uint32_t number) { is_opaque_ ? opaque_.set(color, number) : alpha_.set(color, number); }

  uint32_t get(uint32_t color) const { return is_opaque_ ? opaque_.get(color) : alpha_.get(color); }
  // Where the numbers are places in `colors`: puts these into the pixels, and their places into `entries`.
  void replace(uint32_t* pixels, uint8_t* entries, size_t n, const uint32_t* colors) const {
    if (is_opaque_) return opaque_.replace(pixels, entries, n, colors);
    for (size_t i = 0; i < n; i++) {
      const uint32_t entry = alpha_.get(pixels[i]);
      entries[i] = static_cast<uint8_t>(entry);
      pixels[i] = colors[entry];
    }
  }

 private:
  OpaqueTable opaque_;
  AlphaTable alpha_;
  bool is_opaque_ = true;
  double transparent_ = 0;
};
