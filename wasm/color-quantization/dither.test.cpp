#include "dither.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "pictures.test.h"

namespace {

double mean_of(const Pixels& pixels, int shift) {
  double sum = 0;
  for (const uint32_t p : pixels) sum += p >> shift & 255;
  return sum / static_cast<double>(pixels.size());
}

}  // namespace

void test_dither(int cases) {
  {
    Check check("the nearest colour, looked up, is the nearest");
    Seeded random(9);
    const auto lookup = std::make_unique<NearestColor>();
    for (int i = 0; i < std::max(3, cases / 2000); i++) {
      Pixels palette = picture(i % 2, 1 + random.below(256), random);
      lookup->build(palette.data(), static_cast<int>(palette.size()));
      for (int p = 0; p < 500; p++) {
        const auto r = static_cast<float>(random.uniform() * 255), g = static_cast<float>(random.uniform() * 255),
                   b = static_cast<float>(random.uniform() * 255);
        const auto distance = [&](uint32_t c) {
          return pow((c & 255) - r, 2) + pow((c >> 8 & 255) - g, 2) + pow((c >> 16 & 255) - b, 2);
        };
        double least = 1e300;
        for (const uint32_t c : palette) least = std::min(least, distance(c));
        const double found = distance(palette[lookup->index[lookup->find(r, g, b)]]);
        check.that(found <= least + 1e-2, "%g away, the nearest is %g", found, least);
      }
    }
  }
  {
    Check check("blue noise has every threshold once, and little of low frequency");
    const auto noise = std::make_unique<BlueNoise>();
    noise->make();
    std::vector<float> sorted;
    for (int y = 0; y < 64; y++)
      for (int x = 0; x < 64; x++) sorted.push_back(noise->at(x, y));
    std::sort(sorted.begin(), sorted.end());
    for (int i = 0; i < 4096; i++) check.that(fabs(sorted[i] - ((i + 0.5) / 4096 - 0.5)) < 1e-6, "threshold %d is %g", i, sorted[i]);
    // White noise has a variance of (1 / 12) / 64 over means of 8 x 8.
    double variance = 0;
    for (int by = 0; by < 8; by++)
      for (int bx = 0; bx < 8; bx++) {
        double mean = 0;
        for (int i = 0; i < 64; i++) mean += noise->at(8 * bx + i % 8, 8 * by + i / 8) / 64.0;
        variance += mean * mean / 64;
      }
    check.that(variance < 1 / 12.0 / 64 / 10, "variance of block means %g", variance);
  }
  {
    Check check("dithered pictures have the palette's colours, and the picture's mean");
    for (int32_t method = COLOR_QUANTIZATION_FLOYD_STEINBERG; method <= COLOR_QUANTIZATION_ORDERED; method++) {
      Pixels ramp;
      for (int y = 0; y < 64; y++)
        for (uint32_t x = 0; x < 200; x++) ramp.push_back(rgba(30 + x, 128, 230 - x));
      Picture one(ramp);
      Pixels palette = {rgba(0, 128, 255), rgba(85, 128, 170), rgba(170, 128, 85), rgba(255, 128, 0)};
      const Remapped out = one.remap(palette, Options(), method, 1, 200);
      for (const uint32_t p : out.pixels) check.that(std::count(palette.begin(), palette.end(), p) == 1, "%08x is not in the palette", p);
      const double slack = method == COLOR_QUANTIZATION_ATKINSON ? 12 : 4;  // Atkinson's loses a quarter of the error
      check.that(fabs(mean_of(out.pixels, 0) - mean_of(ramp, 0)) < slack, "method %d: mean %g, was %g", method, mean_of(out.pixels, 0),
                 mean_of(ramp, 0));
      const Remapped plain = one.remap(palette, Options());
      check.that(out.pixels != plain.pixels && out.squared_error > plain.squared_error, "method %d does nothing", method);
      const double at_rest = one.remap(palette, Options(), method, 0, 200).squared_error;  // of equally near colours either may be taken
      check.that(at_rest == plain.squared_error, "method %d works at strength 0", method);
      check.that(one.remap(palette, Options(), method, 1, 200).pixels == out.pixels, "method %d differs from time to time", method);
    }
  }
  {
    Check check("pixels that are not opaque never dither, and tiles leave no seams");
    Seeded random(10);
    for (int32_t method = COLOR_QUANTIZATION_FLOYD_STEINBERG; method <= COLOR_QUANTIZATION_ORDERED; method++) {
      const uint32_t width = 300;
      Picture one(picture(7, width * 500, random));  // two tiles and more
      Options options;
      options.k = 20;
      const Solved solved = one.solve(options);
      const Remapped plain = one.remap(solved.palette, options), out = one.remap(solved.palette, options, method, 1, width);
      for (size_t i = 0; i < one.pixels.size(); i++)
        if (one.pixels[i] >> 24 != 255) check.that(out.pixels[i] == plain.pixels[i], "pixel %zu moved", i);
      check.that(out.pixels.size() == one.pixels.size(), "%zu pixels", out.pixels.size());
    }
  }
}
