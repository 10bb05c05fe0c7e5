#include <algorithm>
#include <cmath>

#include "problems.test.h"

// The derivative of a line's squared errors and ridge by entry `a` of its solution: 0 at the minimum.
static double residual(const Filled& problem, bool rows, uint32_t line, uint32_t a, double ridge) {
  double sum = ridge * (rows ? problem.p(line) : problem.q(line))[a];
  for (uint32_t c = 0; c < problem.count; c++) {
    const uint32_t row = problem.row[c], column = problem.column[c];
    if ((rows ? row : column) != line) continue;
    sum += (problem.product(row, column) - problem.value[c]) * (rows ? problem.q(column) : problem.p(row))[a];
  }
  return sum;
}

void test_least_squares(int cases) {
  Check minimal("each row and column is at the minimum for the others");
  Check falling("the loss never rises from sweep to sweep");
  Check errors("squared errors and lengths are those of the plain sums");
  for (int i = 0; i < cases; i++) {
    Seeded random(900 + i);
    Filled problem(random, 1 + random.below(14), 1 + random.below(14), 1 + random.below(8), random.uniform());
    matrix_factorization* f = problem.f;
    const double ridge = i % 4 ? 0.01 + random.uniform() : 0;  // with 0, what few cells leave open must still be finite
    errors.that(matrix_factorization_by_column(f), "no memory");
    double before = INFINITY;
    for (int sweep = 0; sweep < 3; sweep++)
      for (const bool rows : {true, false}) {
        const uint32_t lines = rows ? problem.rows : problem.columns, half = lines / 2;
        const auto solve = rows ? matrix_factorization_solve_rows : matrix_factorization_solve_columns;
        solve(f, 0, half, ridge);
        solve(f, half, lines, ridge);
        for (uint32_t line = 0; line < lines; line++)
          for (uint32_t a = 0; a < problem.k; a++) {
            const double off = std::fabs(residual(problem, rows, line, a, ridge));
            if (ridge > 0) minimal.most("off", off);
            minimal.that(ridge > 0 ? off < 1e-9 : std::isfinite(off), "case %d, line %u: %g", i, line, off);
          }
        const double loss = matrix_factorization_squared_error(f) + ridge * matrix_factorization_squared_length(f);
        if (ridge > 0) falling.that(loss <= before * (1 + 1e-12), "case %d: from %.17g to %.17g", i, before, loss);
        before = loss;
      }
    double error = 0, length = 0;
    for (uint32_t c = 0; c < problem.count; c++) error += std::pow(problem.value[c] - problem.product(problem.row[c], problem.column[c]), 2);
    for (uint32_t t = 0; t < (problem.rows + problem.columns) * problem.k; t++) length += std::pow(matrix_factorization_factors(f)[t], 2);
    errors.that(std::fabs(matrix_factorization_squared_error(f) - error) < 1e-9 * (1 + error), "case %d: %g", i, error);
    errors.that(std::fabs(matrix_factorization_squared_length(f) - length) < 1e-9 * (1 + length), "case %d: %g", i, length);
  }
  Check planted("a planted rank is found again");
  for (int seed = 0; seed < 10; seed++) {
    Seeded random(40 + seed);
    Filled problem(random, 40, 30, 2, 0.5);
    for (uint32_t c = 0; c < problem.count; c++) matrix_factorization_value(problem.f)[c] = problem.product(problem.row[c], problem.column[c]);
    for (uint32_t t = 0; t < 70 * 2; t++) matrix_factorization_factors(problem.f)[t] = random.uniform();
    matrix_factorization_by_column(problem.f);
    for (int sweep = 0; sweep < 300; sweep++) {
      matrix_factorization_solve_rows(problem.f, 0, 40, 1e-9);
      matrix_factorization_solve_columns(problem.f, 0, 30, 1e-9);
    }
    const double error = std::sqrt(matrix_factorization_squared_error(problem.f) / problem.count);
    planted.most("error", error);
    planted.that(error < 1e-5, "seed %d: %g", seed, error);
  }
}
