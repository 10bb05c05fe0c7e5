// Random problems for the tests.
#pragma once
#include <vector>

#include "matrix-factorization.h"
#include "report.test.h"
#include "seeded.test.h"

// An object with its cells and factors filled in and prepared, and what it was filled with.
struct Filled {
  uint32_t rows, columns, k, count = 0;
  std::vector<uint32_t> row, column;
  std::vector<double> value;
  matrix_factorization* f = nullptr;

  // About `share` of the cells are observed; none may be.
  Filled(Seeded& random, uint32_t m, uint32_t n, uint32_t rank, double share);
  ~Filled() { matrix_factorization_free(f); }
  Filled(const Filled&) = delete;
  Filled& operator=(const Filled&) = delete;

  const double* p(uint32_t r) const { return matrix_factorization_factors(f) + r * k; }
  const double* q(uint32_t c) const { return matrix_factorization_factors(f) + (rows + c) * k; }
  double product(uint32_t r, uint32_t c) const;
};
