// The same palettes, bit for bit, by SIMD and by plain code, natively and as WebAssembly: tests/unit/color-quantization holds the
// .wasm to these very numbers, and the sanitized build of this file computes without SIMD.
#include "pictures.test.h"

namespace {

uint32_t digest(uint32_t hash, uint32_t word) {
  for (int i = 0; i < 32; i += 8) hash = (hash ^ (word >> i & 255)) * 16777619u;
  return hash;
}

}  // namespace

void test_digests() {
  static const uint32_t expected[3] = {0x11efc43f, 0xec27898c, 0x591937b9};
  for (int32_t space = 0; space < 3; space++) {
    Check check("digest of the palettes of space " + std::to_string(space));
    uint32_t hash = 2166136261u;
    for (int family = 0; family < kFamilies; family++) {
      Seeded random(100 + static_cast<uint32_t>(family));
      Picture one(picture(family, 900, random));
      for (int32_t mode = 0; mode < 3; mode++)
        for (const uint32_t k : {3u, 16u, 90u}) {
          if (mode == COLOR_QUANTIZATION_BEST && k > 3) continue;  // slow without SIMD, and of the same parts
          Options options;
          options.k = k;
          options.space = space;
          options.mode = mode;
          const Solved solved = one.solve(options);
          for (const uint32_t color : solved.palette) hash = digest(hash, color);
          for (int32_t dither = 1; dither <= 4; dither++)
            for (const uint32_t color : one.remap(solved.palette, options, dither, 0.75, 100).pixels) hash = digest(hash, color);
        }
    }
    check.that(hash == expected[space], "%08x, not %08x", hash, expected[space]);
  }
}
