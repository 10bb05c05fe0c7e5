#include <algorithm>

#include "pictures.test.h"

void test_interface(int cases) {
  {
    Check check("one pixel, in every space and mode");
    for (int32_t space = 0; space < 3; space++)
      for (int32_t mode = 0; mode < 3; mode++) {
        Picture one({rgba(10, 20, 30)});
        Options options;
        options.space = space;
        options.mode = mode;
        const Solved solved = one.solve(options);
        check.that(solved.palette == Pixels{rgba(10, 20, 30)}, "another colour");
        check.that(solved.summary.cost == 0, "cost %g", solved.summary.cost);
      }
  }
  {
    Check check("transparent all over, and nearly");
    Picture none(Pixels(100, rgba(9, 9, 9, 0)));
    for (const uint32_t k : {1u, 5u}) {
      Options options;
      options.k = k;
      check.that(none.solve(options).palette == Pixels{0}, "not one transparent colour at k = %u", k);
    }
    check.that(color_quantization_distinct(none.q) == 1, "%u colours", color_quantization_distinct(none.q));
    Pixels nearly(100, rgba(0, 0, 0, 0));
    nearly[7] = rgba(200, 100, 50);
    Picture some(nearly);
    Options options;
    options.k = 2;
    const Solved solved = some.solve(options);
    check.that(solved.palette == Pixels{0, rgba(200, 100, 50)}, "%zu colours", solved.palette.size());
    check.that(solved.counts == std::vector<double>{99, 1}, "counts %g %g", solved.counts[0], solved.counts[1]);
    options.k = 1;
    check.that(some.solve(options).palette == Pixels{rgba(200, 100, 50)}, "one colour is the one that is seen");
    options.k = 2;
    options.alpha = COLOR_QUANTIZATION_IGNORE;
    check.that(some.solve(options).palette == Pixels{rgba(0, 0, 0), rgba(200, 100, 50)}, "ignored alpha is opaque");
  }
  {
    Check check("a palette of locked colours alone stays");
    Seeded random(3);
    Picture one(picture(1, 1000, random));
    Options options;
    options.k = 3;
    options.locked = {rgba(255, 0, 0), rgba(0, 255, 0), rgba(0, 0, 255)};
    const Solved solved = one.solve(options);
    check.that(solved.palette == options.locked, "it changed");
    check.that(solved.summary.cost > 0, "cost %g", solved.summary.cost);
  }
  {
    Check check("cells hold all pixels that are seen");
    Seeded random(4);
    for (int family = 0; family < kFamilies; family++) {
      Picture one(picture(family, 2000, random));
      for (const uint32_t most : {1u, 10u, 5000u}) {
        const uint32_t cells = color_quantization_cells(one.q, most);
        check.that(cells >= 1 && cells <= most, "%u cells of at most %u", cells, most);
        double sum = 0;
        for (uint32_t i = 0; i < cells; i++) sum += color_quantization_cell_counts(one.q)[i];
        check.that(sum == 2000 - color_quantization_transparent(one.q), "%g pixels", sum);
      }
    }
  }
  {
    Check check("a picture that is opaque in its first tile only");
    Seeded random(11);
    Pixels pixels = picture(1, COLOR_QUANTIZATION_TILE + 5000, random);
    for (size_t i = pixels.size() - 900; i < pixels.size(); i++) pixels[i] = rgba(1, 2, 3, 100);
    Picture one(pixels);
    check.that(!color_quantization_opaque(one.q), "it is said to be opaque");
    Options options;
    options.k = 16;
    const Solved solved = one.solve(options);
    check.that(std::count(solved.palette.begin(), solved.palette.end(), rgba(1, 2, 3, 100)) == 1, "its one see-through colour is missing");
  }
  {
    Check check("more starts never cost more than seeds alone");
    Seeded random(12);
    for (int i = 0; i < std::max(2, cases / 2000); i++) {
      Picture one(picture(i % 2, 3000, random));
      Options options;
      options.k = 4 + random.below(60);
      options.mode = COLOR_QUANTIZATION_INSTANT;
      const double instant = one.solve(options).summary.squared_error;
      options.mode = COLOR_QUANTIZATION_BEST;
      const double best = one.solve(options).summary.squared_error;
      check.that(best <= instant * 1.001, "best %g, instant %g", best, instant);
    }
  }
}
