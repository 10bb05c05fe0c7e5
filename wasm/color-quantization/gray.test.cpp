// Gray pictures, where the optimum can be found by trying all cuts.
#include <cmath>

#include "pictures.test.h"

namespace {

// The least cost of `levels` pixels of each gray level in k clusters, by dynamic programming over all cuts.
double least_cost(const std::vector<double>& levels, const std::vector<double>& place, uint32_t k, double scale) {
  std::vector<double> x, w;
  for (size_t v = 0; v < 256; v++)
    if (levels[v] > 0) {
      x.push_back(place[v]);
      w.push_back(levels[v]);
    }
  const size_t n = x.size();
  std::vector<std::vector<double>> error(n + 1, std::vector<double>(n + 1, 0.0));
  for (size_t i = 0; i < n; i++) {
    double weight = 0, mean = 0, spread = 0;
    for (size_t j = i; j < n; j++) {
      weight += w[j];
      const double apart = x[j] - mean;
      mean += apart * w[j] / weight;
      spread += w[j] * apart * (x[j] - mean);
      error[i][j + 1] = spread;
    }
  }
  std::vector<double> best(error[0]);
  for (uint32_t c = 2; c <= k; c++) {
    std::vector<double> next(best);
    for (size_t j = 1; j <= n; j++)
      for (size_t i = 0; i < j; i++) next[j] = std::min(next[j], best[i] + error[i][j]);
    best = next;
  }
  return best[n] * scale;
}

}  // namespace

void test_gray(int cases) {
  Check check("gray pictures are solved to the optimum");
  Seeded random(7);
  for (int i = 0; i < std::max(6, cases / 1000); i++) {
    Picture one(picture(3, 50 + random.below(3000), random));
    std::vector<double> levels(256, 0.0), place(256);
    for (const uint32_t p : one.pixels) levels[p & 255]++;
    for (int32_t space = 0; space < 3; space++) {
      for (uint32_t v = 0; v < 256; v++) place[v] = coordinates(rgba(v, v, v), space, false).x[0];
      Options options;
      options.space = space;
      options.k = 1 + random.below(40);
      options.mode = 1 + static_cast<int32_t>(random.below(2));
      const Solved solved = one.solve(options);
      const double least = least_cost(levels, place, options.k, space == COLOR_QUANTIZATION_OKLAB ? 1 : 3);
      const double slack = space == COLOR_QUANTIZATION_SRGB ? 1e-9 : 1e-3;  // coordinates of the other spaces are floats
      check.that(fabs(solved.summary.cost - least) <= slack * (1 + least) + 1e-5 * static_cast<double>(one.pixels.size()),
                 "k %u space %d: cost %.9g, least %.9g", options.k, space, solved.summary.cost, least);
      check.that(static_cast<int>(solved.summary.flags) & COLOR_QUANTIZATION_OPTIMAL, "not said to be optimal");
    }
  }
}
