// Pictures in few colours that look like more: the error of each pixel is passed on to its neighbours, or a pattern decides.
// This work is based on:
// Robert Floyd, Louis Steinberg. An Adaptive Algorithm for Spatial Greyscale. 1976
// Bill Atkinson's diffusion of six eighths of the error, in the software of the Macintosh. 1984
// Bryce Bayer. An Optimum Method for Two-Level Rendition of Continuous-Tone Pictures. 1973
// Robert Ulichney. The Void-and-Cluster Method for Dither Array Generation. 1993
#pragma once
#include <math.h>
#include <string.h>

#include "array.h"
#include "color-quantization.h"

// The nearest colour of a palette for any r, g, b from 0 to 255: lists of those that can be nearest somewhere in a small cube.
class NearestColor {
 public:
  bool build(const uint32_t* colors, int size) {
    size_ = 0;
    for (int j = 0; j < size; j++)
      if (colors[j] >> 24 == 255) add(colors[j], j);
    if (size_ == 0)
      for (int j = 0; j < size; j++) add(colors[j], j);
    list_.clear();
    uint8_t all[256], near[256], here[256];
    for (int j = 0; j < size_; j++) all[j] = static_cast<uint8_t>(j);
    for (int block = 0; block < 512; block++) {
      const int bx = (block >> 6) * 32, by = (block >> 3 & 7) * 32, bz = (block & 7) * 32;
      const int many = prune(all, size_, bx, by, bz, 32, near);
      for (int cell = 0; cell < 64; cell++) {
        const int x = bx + (cell >> 4) * 8, y = by + (cell >> 2 & 3) * 8, z = bz + (cell & 3) * 8;
        const int few = prune(near, many, x, y, z, 8, here);
        Cell& place = cells_[(x >> 3) << 10 | (y >> 3) << 5 | z >> 3];
        place.begin = static_cast<uint32_t>(list_.size());
        place.count = static_cast<uint16_t>(few);
        if (!list_.resize(list_.size() + static_cast<size_t>(few))) return false;
        memcpy(list_.get() + place.begin, here, static_cast<size_t>(few));
      }
    }
    return true;
  }
  // Place among the colours that count; `index` and the coordinates tell more.
  int find(float r, float g, float b) const {
    const Cell& cell = cells_[static_cast<int>(r) >> 3 << 10 | static_cast<int>(g) >> 3 << 5 | static_cast<int>(b) >> 3];
    const uint8_t* list = list_.get() + cell.begin;
    int best = list[0];
    if (cell.count == 1) return best;
    float low = 3e38f;
    for (int i = 0; i < cell.count; i++) {
      const int j = list[i];
      const float x = red[j] - r, y = green[j] - g, z = blue[j] - b;
      const float distance = x * x + y * y + z * z;
      if (distance < low) {
        low = distance;
        best = j;
      }
    }
    return best;
  }
  // Mean distance from a colour to its nearest neighbour.
  float spacing() const {
    double sum = 0;
    for (int i = 0; i < size_; i++) {
      float low = 3e38f;
      for (int j = 0; j < size_; j++) {
        if (i == j) continue;
        const float x = red[i] - red[j], y = green[i] - green[j], z = blue[i] - blue[j];
        const float distance = x * x + y * y + z * z;
        if (distance < low) low = distance;
      }
      if (size_ > 1) sum += __builtin_sqrtf(low);
    }
    return size_ > 1 ? static_cast<float>(sum / size_) : 0;
  }

  float red[256], green[256], blue[256];
  uint8_t index[256];

 private:
  struct Cell {
    uint32_t begin;
    uint16_t count;
  };

  void add(uint32_t color, int j) {
    red[size_] = static_cast<float>(color & 255);
    green[size_] = static_cast<float>(color >> 8 & 255);
    blue[size_] = static_cast<float>(color >> 16 & 255);
    index[size_++] = static_cast<uint8_t>(j);
  }
  // Those that can be nearest in the cube of side `side` at x, y, z; see assignment.h.
  int prune(const uint8_t* from, int many, int x, int y, int z, int side, uint8_t* to) const {
    const float half = static_cast<float>(side) / 2;
    const float mx = static_cast<float>(x) + half, my = static_cast<float>(y) + half, mz = static_cast<float>(z) + half;
    int best = from[0];
    float low = 3e38f;
    for (int i = 0; i < many; i++) {
      const int j = from[i];
      const float distance = (red[j] - mx) * (red[j] - mx) + (green[j] - my) * (green[j] - my) + (blue[j] - mz) * (blue[j] - mz);
      if (distance < low) {
        low = distance;
        best = j;
      }
    }
    int kept = 0;
    for (int i = 0; i < many; i++) {
      const int j = from[i];
      const float u = red[j] - red[best], v = green[j] - green[best], w = blue[j] - blue[best];
      const float reach = u * (mx - red[best]) + v * (my - green[best]) + w * (mz - blue[best]) +
                          half * (__builtin_fabsf(u) + __builtin_fabsf(v) + __builtin_fabsf(w));
      if (j == best || u * u + v * v + w * w <= 2 * reach) to[kept++] = static_cast<uint8_t>(j);
    }
    return kept;
  }

  int size_ = 0;
  Cell cells_[32 * 32 * 32];
  Array<uint8_t> list_;
};

// A square of thresholds, each of -0.5 to 0.5 once, in which no frequency below that of its grain stands out.
class BlueNoise {
 public:
  static constexpr int kSide = 64, kSize = kSide * kSide;

  float at(int x, int y) const { return threshold_[(y & (kSide - 1)) * kSide + (x & (kSide - 1))]; }

  void make() {
    if (made_) return;
    made_ = true;
    for (int d = 0; d <= kReach; d++) bell_[d] = d == 0 ? 1 : bell_[d - 1] * power(kFall, 2 * d - 1);
    bool start[kSize];
    float start_energy[kSize];
    memset(on_, 0, sizeof on_);
    memset(energy_, 0, sizeof energy_);
    // A tenth of the places, scattered anyhow, then evened out: the tightest cluster moves to the largest void.
    int many = 0;
    for (uint32_t state = 1; many < kSize / 10;) {
      state = state * 1664525 + 1013904223;
      if (!on_[state >> 20]) {
        flip(static_cast<int>(state >> 20));
        many++;
      }
    }
    for (int moves = 0; moves < kSize; moves++) {
      const int from = tightest();
      flip(from);
      const int to = largest();
      flip(to);
      if (to == from) break;
    }
    memcpy(start, on_, sizeof on_);
    memcpy(start_energy, energy_, sizeof energy_);
    for (int rank = many; rank-- > 0;) {
      const int place = tightest();
      flip(place);
      threshold_[place] = level(rank);
    }
    memcpy(on_, start, sizeof on_);
    memcpy(energy_, start_energy, sizeof energy_);
    for (int rank = many; rank < kSize; rank++) {
      const int place = largest();
      flip(place);
      threshold_[place] = level(rank);
    }
  }

 private:
  static constexpr int kReach = 7;
  static constexpr float kFall = 0.8007374f;  // exp(-1 / (2 * 1.5^2)): a bell of standard deviation 1.5

  static float power(float base, int exponent) {
    float r = 1;
    for (int i = 0; i < exponent; i++) r *= base;
    return r;
  }
  static float level(int rank) { return (static_cast<float>(rank) + 0.5f) / kSize - 0.5f; }

  void flip(int place) {
    const float sign = on_[place] ? -1.f : 1.f;
    on_[place] = !on_[place];
    const int px = place % kSide, py = place / kSide;
    for (int dy = -kReach; dy <= kReach; dy++)
      for (int dx = -kReach; dx <= kReach; dx++) {
        const int to = ((py + dy) & (kSide - 1)) * kSide + ((px + dx) & (kSide - 1));
        energy_[to] += sign * bell_[dy < 0 ? -dy : dy] * bell_[dx < 0 ? -dx : dx];
      }
  }
  int tightest() const {
    int best = -1;
    for (int i = 0; i < kSize; i++)
      if (on_[i] && (best < 0 || energy_[i] > energy_[best])) best = i;
    return best;
  }
  int largest() const {
    int best = -1;
    for (int i = 0; i < kSize; i++)
      if (!on_[i] && (best < 0 || energy_[i] < energy_[best])) best = i;
    return best;
  }

  bool made_ = false;
  float bell_[kReach + 1];
  bool on_[kSize];
  float energy_[kSize], threshold_[kSize];
};

class Dither {
 public:
  bool begin(const uint32_t* colors, int size, int32_t method, float strength, uint32_t width) {
    method_ = method;
    strength_ = strength;
    width_ = width;
    y_ = 0;
    if (!nearest_.build(colors, size)) return false;
    if (method == COLOR_QUANTIZATION_BLUE_NOISE) noise_.make();
    reach_ = nearest_.spacing() * strength * 0.57735027f;  // a step along the diagonal is root 3 of one along each axis
    const size_t row = (static_cast<size_t>(width) + 2 * kMargin) * 3;
    if (!diffuses()) return true;
    for (auto& e : error_) {
      if (!e.reserve(row)) return false;
      memset(e.get(), 0, row * sizeof(float));
    }
    return true;
  }

  // A row of pixels, to their entries. `keep(x)` tells the entry of one that is not to be dithered, or -1.
  template <class Keep>
  void row(const uint32_t* pixels, uint8_t* entries, Keep keep) {
    if (diffuses()) diffuse(pixels, entries, keep);
    else pattern(pixels, entries, keep);
    y_++;
  }

 private:
  static constexpr int kMargin = 2;

  bool diffuses() const { return method_ == COLOR_QUANTIZATION_FLOYD_STEINBERG || method_ == COLOR_QUANTIZATION_ATKINSON; }
  static float within(float v) { return v < 0 ? 0 : v > 255 ? 255 : v; }

  template <class Keep>
  void diffuse(const uint32_t* pixels, uint8_t* entries, Keep keep) {
    const int width = static_cast<int>(width_);
    const int way = y_ & 1 ? -1 : 1;  // there and back, so that no direction shows
    float *now = error_[0].get() + 3 * kMargin, *next = error_[1].get() + 3 * kMargin, *after = error_[2].get() + 3 * kMargin;
    for (int i = 0, x = way > 0 ? 0 : width - 1; i < width; i++, x += way) {
      if (const int kept = keep(x); kept >= 0) {
        entries[x] = static_cast<uint8_t>(kept);
        continue;
      }
      const uint32_t p = pixels[x];
      const float *e = now + 3 * x;
      const float r = within(static_cast<float>(p & 255) + e[0]), g = within(static_cast<float>(p >> 8 & 255) + e[1]),
                  b = within(static_cast<float>(p >> 16 & 255) + e[2]);
      const int j = nearest_.find(r, g, b);
      entries[x] = nearest_.index[j];
      const float error[3] = {(r - nearest_.red[j]) * strength_, (g - nearest_.green[j]) * strength_, (b - nearest_.blue[j]) * strength_};
      for (int c = 0; c < 3; c++) {
        if (method_ == COLOR_QUANTIZATION_FLOYD_STEINBERG) {
          now[3 * (x + way) + c] += error[c] * (7 / 16.f);
          next[3 * (x - way) + c] += error[c] * (3 / 16.f);
          next[3 * x + c] += error[c] * (5 / 16.f);
          next[3 * (x + way) + c] += error[c] * (1 / 16.f);
        } else {
          const float part = error[c] * (1 / 8.f);
          now[3 * (x + way) + c] += part;
          now[3 * (x + 2 * way) + c] += part;
          next[3 * (x - way) + c] += part;
          next[3 * x + c] += part;
          next[3 * (x + way) + c] += part;
          after[3 * x + c] += part;
        }
      }
    }
    memset(error_[0].get(), 0, (static_cast<size_t>(width) + 2 * kMargin) * 3 * sizeof(float));
    error_[0].swap(error_[1]);
    error_[1].swap(error_[2]);
  }

  template <class Keep>
  void pattern(const uint32_t* pixels, uint8_t* entries, Keep keep) {
    const int y = y_;
    for (int x = 0; x < static_cast<int>(width_); x++) {
      if (const int kept = keep(x); kept >= 0) {
        entries[x] = static_cast<uint8_t>(kept);
        continue;
      }
      // The same pattern from three places, so that the channels do not rise and fall as one.
      const float shift[3] = {threshold(x, y) * reach_, threshold(x + 37, y + 21) * reach_, threshold(x + 11, y + 43) * reach_};
      const uint32_t p = pixels[x];
      const int j = nearest_.find(within(static_cast<float>(p & 255) + shift[0]), within(static_cast<float>(p >> 8 & 255) + shift[1]),
                                  within(static_cast<float>(p >> 16 & 255) + shift[2]));
      entries[x] = nearest_.index[j];
    }
  }
  float threshold(int x, int y) const { return method_ == COLOR_QUANTIZATION_BLUE_NOISE ? noise_.at(x, y) : bayer(x, y); }
  static float bayer(int x, int y) {
    int rank = 0;
    for (int bit = 0; bit < 3; bit++) rank = rank << 2 | ((x ^ y) >> bit & 1) << 1 | (y >> bit & 1);
    return (static_cast<float>(rank) + 0.5f) / 64 - 0.5f;
  }

  int32_t method_ = 0;
  float strength_ = 1, reach_ = 0;
  uint32_t width_ = 0;
  int y_ = 0;
  NearestColor nearest_;
  BlueNoise noise_;
  Buffer<float> error_[3];  // of this row and the next two
};
