#include <cmath>

#include "naive.test.h"

void test_interface() {
  {
    Check check("colours are spread to four channels less the mean, and gathered back");
    const std::vector<float> rgb = {1, 2, 3, 40, 50, 60};
    std::vector<float> spread(8), back(6);
    style_transfer_spread_colors(rgb.data(), 2, 1, 1, 2, spread.data());
    check.that(spread == std::vector<float>({0, 1, 1, 0, 39, 49, 58, 0}), "spread");
    style_transfer_gather_colors(spread.data(), 2, back.data());
    check.that(back == std::vector<float>({0, 1, 1, 39, 49, 58}), "gathered");
  }
  {
    Check check("the gate is open above 0 alone");
    const std::vector<float> x = {1, 2, 3, 4}, gate = {0, -0.f, 1e-45f, -1};
    std::vector<float> y(4);
    style_transfer_add(x.data(), 4, nullptr, gate.data(), y.data());
    check.that(y == std::vector<float>({0, 0, 3, 0}), "%g %g %g %g", y[0], y[1], y[2], y[3]);
    style_transfer_add(x.data(), 4, x.data(), nullptr, y.data());
    check.that(y == std::vector<float>({2, 4, 6, 8}), "%g %g %g %g", y[0], y[1], y[2], y[3]);
  }
  {
    Check check("what is not a number passes ReLU, and so shows in a loss");
    Seeded random(1);
    const NaiveKernel kernel(random, 1, 4, 4);
    const std::vector<float> weights = packed(kernel, false), x = {NAN, 1, 1, 1};
    std::vector<float> y(4);
    style_transfer_convolve(x.data(), 1, 1, 4, weights.data(), 1, 4, nullptr, nullptr, nullptr, 1, y.data(), nullptr, 0, 1);
    for (float value : y) check.that(std::isnan(value), "%g", value);
  }
}
