// This work is based on:
// Yehuda Koren, Robert Bell, Chris Volinsky. Matrix Factorization Techniques for Recommender Systems. 2009
// and on what the parts name:
//   cells.h          the observed cells, by row and by column
//   descent.h        predictions, gradients and steps, for a loss that is compiled elsewhere
//   functions.h      exp, log and others for such losses
//   least_squares.h  the best rows for given columns, and the other way round
#include "matrix-factorization.h"

#include <new>

#include "descent.h"
#include "functions.h"
#include "least_squares.h"

struct matrix_factorization {
  Sizes sizes;
  Cells cells;
  Buffer<double> factors;
  Descent descent;
  LeastSquares least_squares;

  double* columns() { return factors.get() + sizes.columns_at(); }
};

COLD matrix_factorization* matrix_factorization_new(uint32_t rows, uint32_t columns, uint32_t k, uint32_t count) {
  void* room = malloc(sizeof(matrix_factorization));
  if (!room) return nullptr;
  matrix_factorization* f = new (room) matrix_factorization;
  f->sizes = {rows, columns, k, count};
  if (f->cells.reserve(f->sizes) && f->factors.reserve(f->sizes.factors())) return f;
  matrix_factorization_free(f);
  return nullptr;
}

COLD void matrix_factorization_free(matrix_factorization* f) {
  if (!f) return;
  f->~matrix_factorization();
  free(f);
}

uint32_t* matrix_factorization_row(matrix_factorization* f) { return f->cells.row.get(); }
uint32_t* matrix_factorization_column(matrix_factorization* f) { return f->cells.column.get(); }
double* matrix_factorization_value(matrix_factorization* f) { return f->cells.value.get(); }
double* matrix_factorization_factors(matrix_factorization* f) { return f->factors.get(); }

COLD int32_t matrix_factorization_prepare(matrix_factorization* f) {
  return f->cells.index_rows(f->sizes) ? MATRIX_FACTORIZATION_OK : MATRIX_FACTORIZATION_BAD_CELL;
}

COLD int32_t matrix_factorization_begin(matrix_factorization* f) { return f->descent.reserve(f->sizes); }
double* matrix_factorization_predicted(matrix_factorization* f) { return f->descent.predicted.get(); }
double* matrix_factorization_slope(matrix_factorization* f) { return f->descent.slope.get(); }
double* matrix_factorization_gradient(matrix_factorization* f) { return f->descent.gradient.get(); }
void matrix_factorization_predict(matrix_factorization* f) {
  f->descent.predict(f->sizes, f->cells.by_row(), f->factors.get());
}
void matrix_factorization_gather(matrix_factorization* f) {
  f->descent.gather(f->sizes, f->cells.by_row(), f->factors.get());
}
int32_t matrix_factorization_update(matrix_factorization* f, int32_t method, double alpha, double momentum) {
  return f->descent.update(f->sizes, f->factors.get(), method, alpha, momentum);
}

COLD int32_t matrix_factorization_by_column(matrix_factorization* f) {
  return f->cells.index_columns(f->sizes) && f->least_squares.reserve(f->sizes.k);
}
void matrix_factorization_solve_rows(matrix_factorization* f, uint32_t from, uint32_t to, double ridge) {
  f->least_squares.solve(f->cells.by_row(), from, to, f->columns(), f->factors.get(), f->sizes.k, ridge);
}
void matrix_factorization_solve_columns(matrix_factorization* f, uint32_t from, uint32_t to, double ridge) {
  f->least_squares.solve(f->cells.by_column(), from, to, f->factors.get(), f->columns(), f->sizes.k, ridge);
}

double matrix_factorization_squared_error(const matrix_factorization* f) {
  const Lines rows = f->cells.by_row();
  const double* factors = f->factors.get();
  const uint32_t k = f->sizes.k;
  double sum = 0;
  for (uint32_t r = 0; r < f->sizes.rows; r++)
    for (uint32_t i = rows.begin[r]; i < rows.begin[r + 1]; i++) {
      const double error = rows.values[i] - dot(factors + size_t{r} * k, factors + f->sizes.columns_at() + size_t{rows.others[i]} * k, k);
      sum += error * error;
    }
  return sum;
}
double matrix_factorization_squared_length(const matrix_factorization* f) {
  double sum = 0;
  for (size_t i = 0; i < f->sizes.factors(); i++) sum += f->factors[i] * f->factors[i];
  return sum;
}

matrix_factorization_pair matrix_factorization_exp(matrix_factorization_pair x) { return exp_pair(x); }
matrix_factorization_pair matrix_factorization_log(matrix_factorization_pair x) { return log_pair(x); }
matrix_factorization_pair matrix_factorization_log1p(matrix_factorization_pair x) { return log1p_pair(x); }
matrix_factorization_pair matrix_factorization_sigmoid(matrix_factorization_pair x) { return sigmoid_pair(x); }
matrix_factorization_pair matrix_factorization_softplus(matrix_factorization_pair x) { return softplus_pair(x); }
matrix_factorization_pair matrix_factorization_tanh(matrix_factorization_pair x) { return tanh_pair(x); }
matrix_factorization_pair matrix_factorization_power(matrix_factorization_pair x, matrix_factorization_pair exponent) {
  return power_pair(x, exponent);
}
