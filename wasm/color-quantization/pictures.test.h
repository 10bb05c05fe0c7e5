// Pictures of random colours, the same here and in tests/unit/color-quantization/pictures.ts, and the interface as one call.
#pragma once
#include <string>
#include <vector>

#include "color-quantization.h"
#include "report.test.h"
#include "seeded.test.h"

using Pixels = std::vector<uint32_t>;

inline uint32_t rgba(uint32_t r, uint32_t g, uint32_t b, uint32_t a = 255) { return r | g << 8 | b << 16 | a << 24; }

// `families` kinds of pictures, each a different kind of trial.
constexpr int kFamilies = 8;
Pixels picture(int family, uint32_t pixels, Seeded& random);
const char* family_name(int family);

struct Options {
  uint32_t k = 8;
  int32_t space = COLOR_QUANTIZATION_SRGB, alpha = COLOR_QUANTIZATION_BLEND, mode = COLOR_QUANTIZATION_FAST;
  uint32_t seed = 0;
  double tolerance = -1;
  Pixels locked, start;
};

struct Solved {
  Pixels palette;
  std::vector<double> centroids, counts, errors;
  color_quantization_summary summary;
  std::vector<double> costs;  // after each exact pass
};

struct Remapped {
  Pixels pixels;
  std::vector<uint8_t> entries;
  double squared_error;
};

// The object of color-quantization.h, of one picture.
class Picture {
 public:
  explicit Picture(const Pixels& pixels);
  ~Picture() { color_quantization_free(q); }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;

  Solved solve(const Options& options);
  Remapped remap(const Pixels& palette, const Options& options, int32_t dither = 0, double strength = 1, uint32_t width = 1);

  color_quantization* q;
  Pixels pixels;
};

// Coordinates by the plain formulas, in double: what spaces.h is held to. x[3] is alpha; the others are times alpha / 255.
struct Coordinates {
  double x[4];
};
Coordinates coordinates(uint32_t color, int32_t space, bool blend);
double distance(const Coordinates& a, const Coordinates& b);

void test_interface(int cases);
void test_properties(int cases);
void test_gray(int cases);
void test_spaces();
void test_dither(int cases);
void test_digests();
