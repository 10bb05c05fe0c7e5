#include "pictures.test.h"

#include <algorithm>
#include <cmath>
#include <cstring>

const char* family_name(int family) {
  static const char* names[kFamilies] = {"noise", "blobs", "few colours", "gray", "one channel", "near colours", "alpha", "soft edges"};
  return names[family];
}

Pixels picture(int family, uint32_t pixels, Seeded& random) {
  Pixels out(pixels);
  uint32_t centers[12];
  for (uint32_t& c : centers) {
    const uint32_t r = random.below(256), g = random.below(256), b = random.below(256);
    c = rgba(r, g, b);
  }
  const auto near = [&](uint32_t v, uint32_t reach) {
    const uint32_t moved = v + random.below(reach);
    return moved < reach / 2 ? 0 : moved - reach / 2 > 255 ? 255 : moved - reach / 2;
  };
  for (uint32_t& p : out) {
    const uint32_t center = centers[random.below(12)];
    const uint32_t r = center & 255, g = center >> 8 & 255, b = center >> 16 & 255;
    switch (family) {
      case 0: {
        const uint32_t x = random.below(256), y = random.below(256), z = random.below(256);
        p = rgba(x, y, z);
        break;
      }
      case 1: {
        const uint32_t x = near(r, 40), y = near(g, 40), z = near(b, 40);
        p = rgba(x, y, z);
        break;
      }
      case 2: p = center; break;
      case 3: {
        const uint32_t v = near(r, 30);
        p = rgba(v, v, v);
        break;
      }
      case 4: p = rgba(near(r, 60), 7, 200); break;
      case 5: {
        const uint32_t x = 100 + random.below(4), y = 100 + random.below(3), z = 98 + random.below(6);
        p = rgba(x, y, z);
        break;
      }
      case 6: {
        const uint32_t x = near(r, 20), y = near(g, 20), z = near(b, 20), a = random.below(4) * 85;
        p = rgba(x, y, z, a);
        break;
      }
      default: {
        const uint32_t a = random.below(3) == 0 ? random.below(256) : 255;
        p = rgba(r, g, b, a);
        break;
      }
    }
  }
  return out;
}

Picture::Picture(const Pixels& given) : q(color_quantization_new()), pixels(given) {
  for (size_t i = 0; i < pixels.size(); i += COLOR_QUANTIZATION_TILE) {
    const size_t n = std::min<size_t>(COLOR_QUANTIZATION_TILE, pixels.size() - i);
    memcpy(color_quantization_pixels(q), &pixels[i], 4 * n);
    color_quantization_count(q, static_cast<uint32_t>(n));
  }
  color_quantization_gather(q);
}

Solved Picture::solve(const Options& options) {
  uint32_t* palette = color_quantization_palette(q);
  std::copy(options.locked.begin(), options.locked.end(), palette);
  std::copy(options.start.begin(), options.start.end(), palette + options.locked.size());
  color_quantization_begin(q, options.k, options.space, options.alpha, options.mode, options.seed,
                           static_cast<uint32_t>(options.locked.size()), static_cast<uint32_t>(options.start.size()), options.tolerance);
  Solved solved;
  double passes = 0;
  while (color_quantization_step(q) == COLOR_QUANTIZATION_MORE) {
    const color_quantization_summary& now = *color_quantization_result(q);
    if (now.passes > passes) solved.costs.push_back(now.cost);
    passes = now.passes;
  }
  solved.summary = *color_quantization_result(q);
  const auto size = static_cast<size_t>(solved.summary.size);
  solved.palette.assign(palette, palette + size);
  const auto list = [](const double* from, size_t count) { return std::vector<double>(from, from + count); };
  solved.centroids = list(color_quantization_centroids(q), 4 * size);
  solved.counts = list(color_quantization_counts(q), size);
  solved.errors = list(color_quantization_errors(q), COLOR_QUANTIZATION_ERROR_BINS);
  return solved;
}

Remapped Picture::remap(const Pixels& palette, const Options& options, int32_t dither, double strength, uint32_t width) {
  std::copy(palette.begin(), palette.end(), color_quantization_palette(q));
  color_quantization_remap(q, static_cast<uint32_t>(palette.size()), options.space, options.alpha, dither, strength, width);
  Remapped out;
  const size_t most = dither ? COLOR_QUANTIZATION_TILE / width * width : COLOR_QUANTIZATION_TILE;
  for (size_t i = 0; i < pixels.size(); i += most) {
    const size_t n = std::min(most, pixels.size() - i);
    uint32_t* tile = color_quantization_pixels(q);
    memcpy(tile, &pixels[i], 4 * n);
    color_quantization_remap_tile(q, static_cast<uint32_t>(n));
    out.pixels.insert(out.pixels.end(), tile, tile + n);
    const uint8_t* entries = color_quantization_indices(q);
    out.entries.insert(out.entries.end(), entries, entries + n);
  }
  out.squared_error = color_quantization_remap_error(q);
  return out;
}

Coordinates coordinates(uint32_t color, int32_t space, bool blend) {
  const double alpha = blend ? (color >> 24) / 255.0 : 1;
  double c[3];
  for (int i = 0; i < 3; i++) c[i] = color >> (8 * i) & 255;
  if (space != COLOR_QUANTIZATION_SRGB)
    for (double& v : c) v = v / 255 <= 0.04045 ? v / 255 / 12.92 : pow((v / 255 + 0.055) / 1.055, 2.4);
  if (space == COLOR_QUANTIZATION_LINEAR)
    for (double& v : c) v *= 255;
  if (space == COLOR_QUANTIZATION_OKLAB) {
    const double l = cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
    const double m = cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
    const double s = cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
    c[0] = 255 * (0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s);
    c[1] = 255 * (1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s);
    c[2] = 255 * (0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
  }
  return {{c[0] * alpha, c[1] * alpha, c[2] * alpha, blend ? alpha * 255 : 0}};
}

double distance(const Coordinates& a, const Coordinates& b) {
  double sum = 0;
  for (int d = 0; d < 4; d++) sum += (a.x[d] - b.x[d]) * (a.x[d] - b.x[d]);
  return sum;
}
