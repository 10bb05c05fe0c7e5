#include "problems.test.h"

#include <cstring>

Filled::Filled(Seeded& random, uint32_t m, uint32_t n, uint32_t rank, double share) : rows(m), columns(n), k(rank) {
  for (uint32_t r = 0; r < rows; r++)
    for (uint32_t c = 0; c < columns; c++)
      if (random.uniform() < share || (count == 0 && r + 1 == rows && c + 1 == columns)) {
        row.push_back(r);
        column.push_back(c);
        value.push_back(random.gauss());
        count++;
      }
  f = matrix_factorization_new(rows, columns, k, count);
  memcpy(matrix_factorization_row(f), row.data(), count * sizeof(uint32_t));
  memcpy(matrix_factorization_column(f), column.data(), count * sizeof(uint32_t));
  memcpy(matrix_factorization_value(f), value.data(), count * sizeof(double));
  for (uint32_t i = 0; i < (rows + columns) * k; i++) matrix_factorization_factors(f)[i] = random.gauss();
  matrix_factorization_prepare(f);
}

double Filled::product(uint32_t r, uint32_t c) const {
  double sum = 0;
  for (uint32_t a = 0; a < k; a++) sum += p(r)[a] * q(c)[a];
  return sum;
}
