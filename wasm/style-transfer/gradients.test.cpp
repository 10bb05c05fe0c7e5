#include <cmath>

#include "naive.test.h"

namespace {

// A small network with all that there is: a convolution with ReLU, a pool, a shortcut of 1 x 1 into a convolution with ReLU; its loss
// looks at a Gram matrix of the first and at the features of the last.
struct Small {
  NaiveKernel first, side, second;
  Naive features;
  std::vector<double> gram;
  bool largest;
  uint32_t window;

  Small(Seeded& random, uint32_t height, uint32_t width)
      : first(random, 3, 3, 5), side(random, 1, 5, 6), second(random, 3, 5, 6), features(0, 0, 0), largest(random.below(2)), window(2 + random.below(2)) {
    const Naive x = random_picture(random, height, width, 3);
    features = last(middle(x));
    gram = gram_of(middle(random_picture(random, height, width, 3)));
  }

  static Naive rectified(Naive x, const NaiveKernel& kernel) {
    for (size_t i = 0; i < x.values.size(); i++) x.values[i] = std::fmax(0, x.values[i] + kernel.bias[i % x.channels]);
    return x;
  }
  Naive middle(const Naive& x) const { return rectified(convolved(first, x), first); }
  Naive last(const Naive& a) const {
    const Naive p = pooled(a, window, largest), shortcut = convolved(side, p);
    Naive y = convolved(second, p);
    for (size_t i = 0; i < y.values.size(); i++) y.values[i] += shortcut.values[i] + side.bias[i % y.channels];
    return rectified(y, second);
  }
  double loss(const Naive& x) const {
    const Naive a = middle(x), y = last(a);
    const std::vector<double> G = gram_of(a);
    double total = 0;
    for (size_t i = 0; i < G.size(); i++) total += std::pow(G[i] - gram[i], 2);
    for (size_t i = 0; i < y.values.size(); i++) total += std::pow(y.values[i] - features.values[i], 2);
    return total;
  }
};

// The same by the interface, forwards and backwards.
std::vector<float> gradient(const Small& net, const Naive& x) {
  const Naive a(x.height, x.width, 5), p = pooled(a, net.window, net.largest), y(p.height, p.width, 6);
  std::vector<float> A = room(a), P = room(p), S = room(y), Y = room(y), dA = room(a), dP = room(p), dY = room(y), dX = room(x), scratch(10'000);
  const std::vector<float> X = floats(x), b1 = in_fours(net.first.bias), bs = in_fours(net.side.bias), b2 = in_fours(net.second.bias);
  const std::vector<float> goal = floats(net.features), w1 = packed(net.first, false), ws = packed(net.side, false), w2 = packed(net.second, false);
  style_transfer_convolve(X.data(), x.height, x.width, 4, w1.data(), 3, 8, b1.data(), nullptr, nullptr, 1, A.data(), scratch.data(), 0, x.height);
  style_transfer_pool(A.data(), a.height, a.width, 8, net.window, net.largest, P.data(), 0, p.height);
  style_transfer_convolve(P.data(), p.height, p.width, 8, ws.data(), 1, 8, bs.data(), nullptr, nullptr, 0, S.data(), nullptr, 0, p.height);
  style_transfer_convolve(P.data(), p.height, p.width, 8, w2.data(), 3, 8, b2.data(), S.data(), nullptr, 1, Y.data(), scratch.data(), 0, p.height);

  style_transfer_features_away(Y.data(), goal.data(), Y.size(), 2, nullptr, Y.data(), dY.data());
  const std::vector<float> v1 = packed(net.first, true), vs = packed(net.side, true), v2 = packed(net.second, true);
  style_transfer_convolve(dY.data(), p.height, p.width, 8, vs.data(), 1, 8, nullptr, nullptr, nullptr, 0, dP.data(), nullptr, 0, p.height);
  style_transfer_convolve(dY.data(), p.height, p.width, 8, v2.data(), 3, 8, nullptr, dP.data(), nullptr, 0, dP.data(), scratch.data(), 0, p.height);
  if (net.window == 3) style_transfer_clear(dA.data(), dA.size());
  style_transfer_unpool(A.data(), a.height, a.width, 8, net.window, net.largest, P.data(), dP.data(), nullptr, nullptr, dA.data(), 0,
                        net.window == 2 ? (a.height + 1) / 2 : a.height);
  std::vector<float> G(64), aim(64), away(64);
  for (uint32_t i = 0; i < 25; i++) aim[i / 5 * 8 + i % 5] = static_cast<float>(net.gram[i]);
  style_transfer_gram(A.data(), a.pixels(), 8, scratch.data(), G.data());
  style_transfer_gram_complete(G.data(), 8, 1.f / a.pixels());
  style_transfer_gram_away(G.data(), aim.data(), 8, 4.f / a.pixels(), away.data());
  style_transfer_convolve(A.data(), a.height, a.width, 8, away.data(), 1, 8, nullptr, dA.data(), A.data(), 0, dA.data(), nullptr, 0, a.height);
  style_transfer_convolve(dA.data(), x.height, x.width, 8, v1.data(), 3, 4, nullptr, nullptr, nullptr, 0, dX.data(), scratch.data(), 0, x.height);
  return dX;
}

}  // namespace

void test_gradients(int cases) {
  Check check("the gradient of a whole network is what differences of its loss say");
  for (int i = 0; i < cases; i++) {
    Seeded random(4000 + i);
    const uint32_t height = 2 + random.below(6), width = 2 + random.below(6);
    const Small net(random, height, width);
    const Naive x = random_picture(random, height, width, 3);
    const std::vector<float> found = gradient(net, x);
    const Naive direction = random_picture(random, height, width, 3);
    double along = 0;
    for (size_t k = 0; k < x.values.size(); k++) along += direction.values[k] * found[k / 3 * 4 + k % 3];
    const auto slope = [&](double step) {
      Naive ahead = x, behind = x;
      for (size_t k = 0; k < x.values.size(); k++) {
        ahead.values[k] += step * direction.values[k];
        behind.values[k] -= step * direction.values[k];
      }
      return (net.loss(ahead) - net.loss(behind)) / (2 * step);
    };
    const double wanted = slope(1e-6), scale = std::fabs(wanted) + net.loss(x);
    if (std::fabs(wanted - slope(5e-7)) > 1e-6 * scale) continue;  // a corner of ReLU or of a maximum
    check.that(std::fabs(along - wanted) < 1e-5 * scale, "case %d: %g, by differences %g", i, along, wanted);
  }
}
