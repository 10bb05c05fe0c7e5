#include "naive.test.h"

#include <algorithm>
#include <cmath>
#include <limits>

NaiveKernel::NaiveKernel(Seeded& random, uint32_t side, uint32_t read, uint32_t written) : size(side), inputs(read), outputs(written) {
  const double spread = std::sqrt(2.0 / (size * size * inputs));
  for (uint32_t i = 0; i < size * size * inputs * outputs; i++) weights.push_back(static_cast<float>(spread * random.gauss()));
  for (uint32_t i = 0; i < outputs; i++) bias.push_back(static_cast<float>(random.gauss()));
}

Naive random_picture(Seeded& random, uint32_t height, uint32_t width, uint32_t channels, bool coarse) {
  Naive x(height, width, channels);
  for (double& value : x.values) value = coarse ? random.below(5) - 1.0 : static_cast<float>(random.gauss());
  return x;
}

Naive convolved(const NaiveKernel& kernel, const Naive& x) {
  Naive y(x.height, x.width, kernel.outputs);
  const int64_t reach = kernel.size / 2;
  for (int64_t i = 0; i < x.height; i++)
    for (int64_t j = 0; j < x.width; j++)
      for (uint32_t v = 0; v < kernel.size; v++)
        for (uint32_t u = 0; u < kernel.size; u++)
          if (x.has(i + v - reach, j + u - reach))
            for (uint32_t c = 0; c < x.channels; c++)
              for (uint32_t o = 0; o < kernel.outputs; o++) y.at(i, j, o) += x.at(i + v - reach, j + u - reach, c) * kernel.at(v, u, c, o);
  return y;
}

Naive convolved_back(const NaiveKernel& kernel, const Naive& slope) {
  Naive result(slope.height, slope.width, kernel.inputs);
  const int64_t reach = kernel.size / 2;
  for (int64_t i = 0; i < slope.height; i++)
    for (int64_t j = 0; j < slope.width; j++)
      for (uint32_t v = 0; v < kernel.size; v++)
        for (uint32_t u = 0; u < kernel.size; u++)
          if (result.has(i + v - reach, j + u - reach))
            for (uint32_t c = 0; c < kernel.inputs; c++)
              for (uint32_t o = 0; o < kernel.outputs; o++) result.at(i + v - reach, j + u - reach, c) += slope.at(i, j, o) * kernel.at(v, u, c, o);
  return result;
}

namespace {

// Calls `visit` for each place of a window that lies on the picture, row after row.
template <class Visit>
void for_window(const Naive& x, uint32_t window, int64_t i, int64_t j, Visit visit) {
  const int64_t top = window == 2 ? 2 * i : i - 1, left = window == 2 ? 2 * j : j - 1;
  for (int64_t v = top; v < top + window; v++)
    for (int64_t u = left; u < left + window; u++)
      if (x.has(v, u)) visit(v, u);
}

Naive result_of_pool(const Naive& x, uint32_t window) {
  return window == 2 ? Naive(x.height / 2, x.width / 2, x.channels) : Naive(x.height, x.width, x.channels);
}

}  // namespace

Naive pooled(const Naive& x, uint32_t window, bool largest) {
  Naive y = result_of_pool(x, window);
  for (int64_t i = 0; i < y.height; i++)
    for (int64_t j = 0; j < y.width; j++)
      for (uint32_t c = 0; c < x.channels; c++) {
        double most = -std::numeric_limits<double>::infinity(), total = 0;
        uint32_t count = 0;
        for_window(x, window, i, j, [&](int64_t v, int64_t u) {
          most = std::max(most, x.at(v, u, c));
          total += x.at(v, u, c);
          count++;
        });
        y.at(i, j, c) = largest ? most : total / count;
      }
  return y;
}

Naive pooled_back(const Naive& x, const Naive& slope, uint32_t window, bool largest) {
  Naive result(x.height, x.width, x.channels);
  const Naive y = pooled(x, window, largest);
  for (int64_t i = 0; i < y.height; i++)
    for (int64_t j = 0; j < y.width; j++)
      for (uint32_t c = 0; c < x.channels; c++) {
        uint32_t count = 0;
        for_window(x, window, i, j, [&](int64_t, int64_t) { count++; });
        bool taken = false;
        for_window(x, window, i, j, [&](int64_t v, int64_t u) {
          if (!largest) result.at(v, u, c) += slope.at(i, j, c) / count;
          else if (!taken && x.at(v, u, c) == y.at(i, j, c)) {
            result.at(v, u, c) += slope.at(i, j, c);
            taken = true;
          }
        });
      }
  return result;
}

std::vector<double> gram_of(const Naive& x) {
  std::vector<double> G(x.channels * x.channels);
  for (size_t p = 0; p < x.pixels(); p++)
    for (uint32_t a = 0; a < x.channels; a++)
      for (uint32_t b = 0; b < x.channels; b++) G[a * x.channels + b] += x.values[p * x.channels + a] * x.values[p * x.channels + b] / x.pixels();
  return G;
}

std::vector<float> floats(const Naive& x) {
  std::vector<float> result;
  for (size_t p = 0; p < x.pixels(); p++)
    for (uint32_t c = 0; c < fours(x.channels); c++) result.push_back(c < x.channels ? static_cast<float>(x.values[p * x.channels + c]) : 0);
  return result;
}

std::vector<float> room(const Naive& x) { return std::vector<float>(size_t(x.pixels()) * fours(x.channels), -77.f); }

std::vector<float> packed(const NaiveKernel& kernel, bool backward) {
  std::vector<float> result(kernel.size * kernel.size * fours(kernel.inputs) * fours(kernel.outputs));
  style_transfer_pack(kernel.weights.data(), kernel.size, kernel.inputs, kernel.outputs, backward, result.data());
  return result;
}

std::vector<float> in_fours(const std::vector<float>& bias) {
  std::vector<float> result = bias;
  result.resize(fours(bias.size()));
  return result;
}

double apart(const Naive& wanted, const std::vector<float>& found) {
  double most = 0, largest = 1;
  const uint32_t stride = fours(wanted.channels);
  for (size_t p = 0; p < wanted.pixels(); p++)
    for (uint32_t c = 0; c < stride; c++) {
      const double value = c < wanted.channels ? wanted.values[p * wanted.channels + c] : 0, gap = std::fabs(found[p * stride + c] - value);
      if (c >= wanted.channels && gap != 0) return std::numeric_limits<double>::infinity();
      if (!(gap <= most)) most = gap;  // what is not a number stays
      largest = std::max(largest, std::fabs(value));
    }
  return most / largest;
}

NaiveEnd::NaiveEnd(Seeded& random, const Naive& result)
    : bias(random.below(2)), plus(random.below(2)), gate(random.below(2)), relu(random.below(2)),
      added(random_picture(random, result.height, result.width, result.channels)),
      gates(random_picture(random, result.height, result.width, result.channels, true)) {}

void NaiveEnd::apply(Naive& result, const NaiveKernel* kernel) const {
  for (size_t i = 0; i < result.values.size(); i++) {
    double& value = result.values[i];
    if (bias && kernel) value += kernel->bias[i % result.channels];
    if (plus) value += added.values[i];
    if (gate && !(gates.values[i] > 0)) value = 0;
    if (relu && value < 0) value = 0;
  }
}

std::vector<uint32_t> parts(Seeded& random, uint32_t end) {
  std::vector<uint32_t> result = {0};
  while (result.back() < end) result.push_back(std::min(end, result.back() + 1 + random.below(random.below(2) ? end : 4)));
  return result;
}
