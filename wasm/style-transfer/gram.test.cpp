#include <cmath>

#include "naive.test.h"

namespace {

std::vector<float> gram_in_pieces(Seeded& random, const Naive& x) {
  const uint32_t stride = fours(x.channels);
  const std::vector<float> features = floats(x);
  std::vector<float> G(stride * stride, -77.f), scratch(style_transfer_gram_scratch(stride));
  style_transfer_clear(G.data(), stride * stride);
  const std::vector<uint32_t> pixels = parts(random, x.pixels());
  for (size_t k = 0; k + 1 < pixels.size(); k++)
    style_transfer_gram(features.data() + size_t(pixels[k]) * stride, pixels[k + 1] - pixels[k], stride, scratch.data(), G.data());
  style_transfer_gram_complete(G.data(), stride, 1.f / x.pixels());
  return G;
}

}  // namespace

void test_gram(int cases) {
  Check matrices("Gram matrices are those of the definition");
  Check style("their distances, and the gradients of these, are those of the definition");
  Check content("so are those of features");
  for (int i = 0; i < cases; i++) {
    Seeded random(3000 + i);
    const uint32_t channels = 1 + random.below(i % 10 ? 13 : 50), stride = fours(channels);
    const Naive x = random_picture(random, 1 + random.below(i % 20 ? 9 : 40), 1 + random.below(9), channels);
    const std::vector<float> G = gram_in_pieces(random, x), features = floats(x);
    Naive wanted(channels, channels, 1), target(channels, channels, 1);
    wanted.values = gram_of(x);
    for (double& value : target.values) value = static_cast<float>(random.gauss());
    // Channels that fill up have rows and columns of zeros.
    const auto in_square = [&](const Naive& square, uint32_t a, uint32_t b) { return a < channels && b < channels ? square.at(a, b, 0) : 0; };
    std::vector<float> aim(stride * stride);
    for (uint32_t a = 0; a < stride; a++)
      for (uint32_t b = 0; b < stride; b++) {
        const double off = std::fabs(G[a * stride + b] - in_square(wanted, a, b));
        matrices.most("off by", off);
        matrices.that(off < 1e-5 && G[a * stride + b] == G[b * stride + a], "case %d, %u, %u: off by %g", i, a, b, off);
        aim[a * stride + b] = static_cast<float>(in_square(target, a, b));
      }

    double distance = 0;
    for (size_t k = 0; k < wanted.values.size(); k++) distance += std::pow(wanted.values[k] - target.values[k], 2);
    std::vector<float> away(stride * stride), result = room(x);
    const double found = style_transfer_gram_away(G.data(), aim.data(), stride, 4.f / x.pixels(), away.data());
    style.that(std::fabs(found - distance) <= 1e-5 * (1 + distance), "case %d: %g, not %g", i, found, distance);
    style_transfer_convolve(features.data(), x.height, x.width, stride, away.data(), 1, stride, nullptr, nullptr, nullptr, 0, result.data(), nullptr, 0,
                            x.height);
    Naive slope(x.height, x.width, channels);
    for (size_t p = 0; p < x.pixels(); p++)
      for (uint32_t a = 0; a < channels; a++)
        for (uint32_t b = 0; b < channels; b++) {
          const double gap = (wanted.at(a, b, 0) - target.at(a, b, 0)) + (wanted.at(b, a, 0) - target.at(b, a, 0));
          slope.values[p * channels + a] += 2 * gap * x.values[p * channels + b] / x.pixels();
        }
    style.that(apart(slope, result) < 1e-5, "case %d: gradient off by %g", i, apart(slope, result));

    const Naive other = random_picture(random, x.height, x.width, channels);
    Naive pull(x.height, x.width, channels);
    double far = 0;
    for (size_t k = 0; k < x.values.size(); k++) {
      const double gap = x.values[k] - other.values[k];
      far += gap * gap;
      pull.values[k] = 0.5 * gap;
    }
    NaiveEnd end(random, pull);
    end.bias = end.relu = false;
    end.apply(pull, nullptr);
    const std::vector<float> plus = floats(end.added), gate = floats(end.gates), goal = floats(other);
    const double sum = style_transfer_features_away(features.data(), goal.data(), x.pixels() * stride, 0.5f, end.plus ? plus.data() : nullptr,
                                                    end.gate ? gate.data() : nullptr, result.data());
    content.that(std::fabs(sum - far) <= 1e-5 * (1 + far) && apart(pull, result) < 1e-6, "case %d: %g, not %g; gradient off by %g", i, sum, far,
                 apart(pull, result));
  }
}
