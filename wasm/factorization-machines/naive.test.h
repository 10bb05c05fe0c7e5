// The model by its definition, pair by pair, and random problems for it.
#pragma once
#include <vector>

#include "factorization-machines.h"
#include "report.test.h"
#include "seeded.test.h"

struct Naive {
  uint32_t rows, d, k;
  bool weighted, classes, l1 = false;
  std::vector<double> X, target, weight;  // X whole, row after row
  std::vector<double> weights;            // w0, w1, V
  double w0 = 0, w1 = 0, v = 0;           // of the regularizer

  // About `share` of X is not 0. Some rows weigh nothing.
  Naive(Seeded& random, uint32_t n, uint32_t features, uint32_t rank, double share);

  double factor(const std::vector<double>& of, uint32_t f, uint32_t i) const { return of[1 + d + f * d + i]; }
  double score(const std::vector<double>& of, uint32_t row) const;
  // Mean error of these rows and the regularizer. Not a number when they weigh nothing.
  double loss(const std::vector<double>& of, const std::vector<uint32_t>& batch) const;
  // The gradient of the loss, derived term by term from the definition.
  std::vector<double> gradient(const std::vector<uint32_t>& batch) const;
  double total(const std::vector<uint32_t>& batch) const;
  std::vector<uint32_t> all() const;
};

// An object filled with a problem; sparse or dense.
struct Filled {
  factorization_machines* m;
  const Naive& problem;

  Filled(const Naive& of, bool sparse);
  ~Filled() { factorization_machines_free(m); }
  Filled(const Filled&) = delete;
  Filled& operator=(const Filled&) = delete;

  bool derive(const std::vector<uint32_t>& batch);
  std::vector<double> gradient(const std::vector<uint32_t>& batch);
  std::vector<double> weights();

 private:
  std::vector<double> exchanged();
};

// The largest difference of two arrays, over the largest number of the first, or 1 when that is less.
double apart(const std::vector<double>& wanted, const std::vector<double>& found);
