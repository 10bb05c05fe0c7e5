#include "naive.test.h"

#include <cmath>
#include <cstring>

Naive::Naive(Seeded& random, uint32_t n, uint32_t features, uint32_t rank, double share) : rows(n), d(features), k(rank) {
  weighted = random.below(2);
  classes = random.below(2);
  for (uint32_t i = 0; i < rows * d; i++) X.push_back(random.uniform() < share ? random.gauss() : 0);
  for (uint32_t i = 0; i < rows; i++) {
    target.push_back(classes ? random.below(2) : random.gauss());
    weight.push_back(!weighted ? 1 : random.below(4) == 0 ? 0 : 3 * random.uniform());
  }
  for (uint32_t i = 0; i < 1 + d + k * d; i++) weights.push_back(random.gauss());
  if (random.below(3) == 0) return;
  l1 = random.below(2);
  w0 = random.uniform();
  w1 = random.uniform();
  v = random.uniform();
}

double Naive::score(const std::vector<double>& of, uint32_t row) const {
  const double* x = X.data() + row * d;
  double sum = of[0];
  for (uint32_t i = 0; i < d; i++) {
    sum += of[1 + i] * x[i];
    for (uint32_t j = i + 1; j < d; j++) {
      double product = 0;
      for (uint32_t f = 0; f < k; f++) product += factor(of, f, i) * factor(of, f, j);
      sum += product * x[i] * x[j];
    }
  }
  return sum;
}

double Naive::total(const std::vector<uint32_t>& batch) const {
  double sum = 0;
  for (uint32_t row : batch) sum += weight[row];
  return sum;
}

double Naive::loss(const std::vector<double>& of, const std::vector<uint32_t>& batch) const {
  double sum = 0;
  for (uint32_t row : batch) {
    const double s = score(of, row), y = target[row];
    sum += weight[row] * (classes ? -std::log(1 / (1 + std::exp(y == 1 ? -s : s))) : (s - y) * (s - y));
  }
  sum /= total(batch);
  for (uint32_t i = 0; i < of.size(); i++) {
    const double part = i == 0 ? w0 : i <= d ? w1 : v;
    sum += part * (l1 ? std::fabs(of[i]) : of[i] * of[i]);
  }
  return sum;
}

std::vector<double> Naive::gradient(const std::vector<uint32_t>& batch) const {
  std::vector<double> g(weights.size());
  for (uint32_t row : batch) {
    const double* x = X.data() + row * d;
    const double s = score(weights, row), y = target[row];
    const double away = (classes ? 1 / (1 + std::exp(-s)) - y : 2 * (s - y)) * weight[row] / total(batch);
    g[0] += away;
    for (uint32_t i = 0; i < d; i++) {
      g[1 + i] += away * x[i];
      for (uint32_t j = 0; j < d; j++)
        for (uint32_t f = 0; f < k && j != i; f++) g[1 + d + f * d + i] += away * x[i] * x[j] * factor(weights, f, j);
    }
  }
  for (uint32_t i = 0; i < g.size(); i++) {
    const double part = i == 0 ? w0 : i <= d ? w1 : v, value = weights[i];
    g[i] += part * (l1 ? (value > 0) - (value < 0) : 2 * value);
  }
  return g;
}

std::vector<uint32_t> Naive::all() const {
  std::vector<uint32_t> batch(rows);
  for (uint32_t i = 0; i < rows; i++) batch[i] = i;
  return batch;
}

Filled::Filled(const Naive& of, bool sparse) : problem(of) {
  const uint32_t rows = of.rows, d = of.d;
  uint32_t entries = 0;
  for (double x : of.X) entries += !sparse || x != 0;
  m = factorization_machines_new(rows, d, of.k, entries, sparse, of.weighted, of.classes);
  if (sparse) {
    uint32_t at = 0;
    for (uint32_t row = 0; row < rows; row++) {
      factorization_machines_start(m)[row] = at;
      for (uint32_t i = 0; i < d; i++) {
        if (of.X[row * d + i] == 0) continue;
        factorization_machines_column(m)[at] = i;
        factorization_machines_value(m)[at++] = of.X[row * d + i];
      }
    }
    factorization_machines_start(m)[rows] = at;
  } else
    memcpy(factorization_machines_value(m), of.X.data(), of.X.size() * sizeof(double));
  memcpy(factorization_machines_target(m), of.target.data(), rows * sizeof(double));
  if (of.weighted) memcpy(factorization_machines_weight(m), of.weight.data(), rows * sizeof(double));
  memcpy(factorization_machines_exchange(m), of.weights.data(), of.weights.size() * sizeof(double));
  factorization_machines_set_weights(m);
  factorization_machines_regularize(m, of.l1, of.w0, of.w1, of.v);
}

bool Filled::derive(const std::vector<uint32_t>& batch) {
  const uint32_t count = static_cast<uint32_t>(batch.size());
  uint32_t* to = factorization_machines_batch(m, count);
  for (uint32_t i = 0; i < count; i++) to[i] = batch[i];
  return factorization_machines_derive(m, count);
}

std::vector<double> Filled::gradient(const std::vector<uint32_t>& batch) {
  if (!derive(batch)) return {};
  factorization_machines_get_gradient(m);
  return exchanged();
}

std::vector<double> Filled::weights() {
  factorization_machines_get_weights(m);
  return exchanged();
}

std::vector<double> Filled::exchanged() {
  const double* from = factorization_machines_exchange(m);
  return {from, from + problem.weights.size()};
}

double apart(const std::vector<double>& wanted, const std::vector<double>& found) {
  double most = 0, largest = 1;
  for (size_t i = 0; i < wanted.size(); i++) {
    const double gap = std::fabs(wanted[i] - found[i]);
    if (!(gap <= most)) most = gap;  // not a number stays
    largest = std::fmax(largest, std::fabs(wanted[i]));
  }
  return wanted.size() == found.size() ? most / largest : 1;
}
