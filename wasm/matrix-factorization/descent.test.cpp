#include <cmath>

#include "problems.test.h"

void test_descent(int cases) {
  Check predicted("predictions are the products of rows and columns");
  Check gathered("gradients are slopes times the other factor, summed");
  Check stepped("steps are those of their papers");
  for (int i = 0; i < cases; i++) {
    Seeded random(100 + i);
    Filled problem(random, 1 + random.below(12), 1 + random.below(12), 1 + random.below(7), random.uniform());
    matrix_factorization* f = problem.f;
    const uint32_t k = problem.k, length = (problem.rows + problem.columns) * k;
    matrix_factorization_begin(f);
    matrix_factorization_predict(f);
    std::vector<double> gradient(length);
    for (uint32_t c = 0; c < problem.count; c++) {
      const uint32_t row = problem.row[c], column = problem.column[c];
      predicted.that(std::fabs(matrix_factorization_predicted(f)[c] - problem.product(row, column)) < 1e-13, "case %d", i);
      const double slope = matrix_factorization_slope(f)[c] = random.gauss();
      for (uint32_t a = 0; a < k; a++) {
        gradient[row * k + a] += slope * problem.q(column)[a];
        gradient[(problem.rows + column) * k + a] += slope * problem.p(row)[a];
      }
    }
    matrix_factorization_gather(f);
    for (uint32_t t = 0; t < length; t++)
      gathered.that(std::fabs(matrix_factorization_gradient(f)[t] - gradient[t]) < 1e-12, "case %d", i);

    std::vector<double> factors(matrix_factorization_factors(f), matrix_factorization_factors(f) + length), first(length), second(length);
    const int method = i % 3;
    for (int step = 1; step <= 3; step++) {
      for (uint32_t t = 0; t < length; t++) {
        const double g = matrix_factorization_gradient(f)[t] = random.gauss();
        if (method == MATRIX_FACTORIZATION_DESCENT) factors[t] -= 0.1 * g;
        if (method == MATRIX_FACTORIZATION_MOMENTUM) factors[t] -= 0.1 * (first[t] = 0.8 * first[t] + g);
        if (method == MATRIX_FACTORIZATION_ADAM) {
          first[t] = 0.9 * first[t] + 0.1 * g;
          second[t] = 0.999 * second[t] + 0.001 * g * g;
          factors[t] -= 0.1 * (first[t] / (1 - std::pow(0.9, step))) / (std::sqrt(second[t] / (1 - std::pow(0.999, step))) + 1e-8);
        }
      }
      matrix_factorization_update(f, method, 0.1, 0.8);
      for (uint32_t t = 0; t < length; t++)
        stepped.that(std::fabs(matrix_factorization_factors(f)[t] - factors[t]) < 1e-12, "case %d, method %d, step %d", i, method, step);
    }
  }
}
