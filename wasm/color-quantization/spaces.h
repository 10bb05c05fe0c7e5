// The spaces in which colours are compared, four colours at a time. White is at 255 in each.
// This work is based on:
// IEC 61966-2-1:1999, the sRGB transfer function
// Björn Ottosson. A perceptual color space for image processing. 2020
//
// No function of the C library is used whose last digit depends on the library: results are the same everywhere.
#pragma once
#include <math.h>

#include "color-quantization.h"
#include "simd.h"

struct Color4 {
  Float4 x[4];
};

class Spaces {
 public:
  void init() {
    for (int v = 0; v < 256; v++) light_[v] = static_cast<float>(to_light(v / 255.0));
    for (int v = 0; v < 255; v++) middle_[v] = to_light((v + 0.5) / 255);
  }

  // Coordinates of four colours; the fourth is alpha where `blend` is set, by which the others are multiplied, else 0.
  Color4 convert(const uint32_t* colors, int32_t space, bool blend) const {
    Color4 r;
    if (space == COLOR_QUANTIZATION_SRGB) {
      const Int4 bytes = lanes(static_cast<int32_t>(colors[0]), static_cast<int32_t>(colors[1]), static_cast<int32_t>(colors[2]),
                               static_cast<int32_t>(colors[3]));
      r.x[0] = to_float(bytes & splat(255));
      r.x[1] = to_float(bytes >> 8 & splat(255));
      r.x[2] = to_float(bytes >> 16 & splat(255));
    } else {
      UNROLL
      for (int c = 0; c < 3; c++)
        r.x[c] = floats(light_[colors[0] >> (8 * c) & 255], light_[colors[1] >> (8 * c) & 255], light_[colors[2] >> (8 * c) & 255],
                        light_[colors[3] >> (8 * c) & 255]);
      if (space == COLOR_QUANTIZATION_OKLAB)
        oklab(r);
      else
        for (int c = 0; c < 3; c++) r.x[c] = r.x[c] * splat(255.f);
    }
    r.x[3] = splat(0.f);
    if (blend) {
      r.x[3] = floats(static_cast<float>(colors[0] >> 24), static_cast<float>(colors[1] >> 24), static_cast<float>(colors[2] >> 24),
                      static_cast<float>(colors[3] >> 24));
      const Float4 share = r.x[3] * splat(1.f / 255);
      for (int c = 0; c < 3; c++) r.x[c] = r.x[c] * share;
    }
    return r;
  }

  // The 8-bit colour nearest to coordinates, channel by channel; without `blend` it is opaque.
  uint32_t color(const double* x, int32_t space, bool blend) const {
    double alpha = 255;
    double v[3] = {x[0], x[1], x[2]};
    if (blend) {
      alpha = x[3] < 0 ? 0 : x[3] > 255 ? 255 : floor(x[3] + 0.5);
      if (alpha == 0) return 0;
      for (double& c : v) c = c * 255 / x[3];
    }
    uint32_t packed = static_cast<uint32_t>(alpha) << 24;
    if (space == COLOR_QUANTIZATION_SRGB) {
      for (int c = 0; c < 3; c++) packed |= static_cast<uint32_t>(v[c] < 0 ? 0 : v[c] > 255 ? 255 : floor(v[c] + 0.5)) << (8 * c);
      return packed;
    }
    for (double& c : v) c /= 255;
    if (space == COLOR_QUANTIZATION_OKLAB) {
      const double l = cube(v[0] + 0.3963377774 * v[1] + 0.2158037573 * v[2]);
      const double m = cube(v[0] - 0.1055613458 * v[1] - 0.0638541728 * v[2]);
      const double s = cube(v[0] - 0.0894841775 * v[1] - 1.2914855480 * v[2]);
      v[0] = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
      v[1] = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
      v[2] = -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s;
    }
    for (int c = 0; c < 3; c++) packed |= to_byte(v[c]) << (8 * c);
    return packed;
  }

 private:
  static double cube(double v) { return v * v * v; }

  // ((v + 0.055) / 1.055)^2.4 as u^2 (u^(1/5))^2, the fifth root by Newton's method.
  static double to_light(double v) {
    if (v <= 0.04045) return v / 12.92;
    const double u = (v + 0.055) / 1.055;
    double root = 1;
    for (int i = 0; i < 12; i++) {
      const double fourth = root * root * root * root;
      root = (4 * root + u / fourth) / 5;
    }
    return u * u * root * root;
  }
  uint32_t to_byte(double light) const {
    uint32_t low = 0, high = 255;
    while (low < high) {
      const uint32_t middle = (low + high) / 2;
      if (light < middle_[middle]) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // Two steps of Halley's method from a guess by the bits: correct to the last digit or so.
  static Float4 cube_root(Float4 v) {
    v = larger(v, splat(1e-12f));
    Float4 root = from_bits(to_int(to_float(to_bits(v)) * splat(1.f / 3)) + splat(709921077));
    UNROLL
    for (int i = 0; i < 2; i++) {
      const Float4 third = root * root * root;
      root = root * (third + v + v) / (third + third + v);
    }
    return root;
  }
  static void oklab(Color4& r) {
    const auto sum = [](Float4 a, float fa, Float4 b, float fb, Float4 c, float fc) {
      return a * splat(fa) + b * splat(fb) + c * splat(fc);
    };
    const Float4 l = cube_root(sum(r.x[0], 0.4122214708f, r.x[1], 0.5363325363f, r.x[2], 0.0514459929f));
    const Float4 m = cube_root(sum(r.x[0], 0.2119034982f, r.x[1], 0.6806995451f, r.x[2], 0.1073969566f));
    const Float4 s = cube_root(sum(r.x[0], 0.0883024619f, r.x[1], 0.2817188376f, r.x[2], 0.6299787005f));
    constexpr float kWhite = 255;
    r.x[0] = sum(l, kWhite * 0.2104542553f, m, kWhite * 0.7936177850f, s, kWhite * -0.0040720468f);
    r.x[1] = sum(l, kWhite * 1.9779984951f, m, kWhite * -2.4285922050f, s, kWhite * 0.4505937099f);
    r.x[2] = sum(l, kWhite * 0.0259040371f, m, kWhite * 0.7827717662f, s, kWhite * -0.8086757660f);
  }

  float light_[256];    // amount of light, 0 to 1, for each stored value
  double middle_[255];  // where rounding to the next value begins
};
