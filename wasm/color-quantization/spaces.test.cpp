#include "spaces.h"

#include <cmath>

#include "pictures.test.h"

void test_spaces() {
  Spaces spaces;
  spaces.init();
  {
    Check check("coordinates are those of the plain formulas");
    Seeded random(8);
    double worst = 0;
    for (int i = 0; i < 20'000; i++) {
      uint32_t four[4];
      for (uint32_t& c : four) c = random.bits() | (i % 3 ? 0xff000000u : 0);
      for (int32_t space = 0; space < 3; space++)
        for (const bool blend : {false, true}) {
          const Color4 at = spaces.convert(four, space, blend);
          for (int t = 0; t < 4; t++) {
            const Coordinates plain = coordinates(four[t], space, blend);
            for (int d = 0; d < 4; d++) worst = std::max(worst, fabs(at.x[d][t] - plain.x[d]));
          }
        }
    }
    check.that(worst < 2e-3, "%g off", worst);
    check.most("off", worst);
  }
  {
    Check check("every 8-bit colour comes back from every space");
    for (uint32_t i = 0; i < 1u << 24; i += 4 * 61) {
      const uint32_t four[4] = {i | 0xff000000u, (i + 61) | 0xff000000u, (i + 122) | 0xff000000u, (i + 183) | 0xff000000u};
      for (int32_t space = 0; space < 3; space++) {
        const Color4 at = spaces.convert(four, space, false);
        for (int t = 0; t < 4; t++) {
          const double x[4] = {at.x[0][t], at.x[1][t], at.x[2][t], 0};
          const uint32_t back = spaces.color(x, space, false);
          check.that(back == four[t], "space %d: %08x comes back as %08x", space, four[t], back);
        }
      }
    }
  }
}
