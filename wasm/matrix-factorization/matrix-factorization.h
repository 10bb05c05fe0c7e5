// Factorization of a matrix of which some cells are observed: D ~ PQ, with P of m x k and Q of k x n.
//
// One object holds the observed cells and the factors. What is summed over cells is not known here: a caller, in practice a module
// that is compiled from the reader's own loss, reads the predictions and writes the slope of the loss at each of them:
//
//   matrix_factorization* f = matrix_factorization_new(m, n, k, count);
//   ... copy row, column, value of every observed cell, in order of rows, then columns, and starting factors ...
//   if (matrix_factorization_prepare(f) == MATRIX_FACTORIZATION_OK && matrix_factorization_begin(f)) {
//     matrix_factorization_predict(f);   ... slope[i] = dL / d predicted[i] ...
//     matrix_factorization_gather(f);    ... gradient += dL/dP, dL/dQ of what depends on P and Q alone ...
//     matrix_factorization_update(f, MATRIX_FACTORIZATION_ADAM, alpha, 0.9);
//   }
//   matrix_factorization_free(f);
//
// or, for squared errors, solves for each row of P and each column of Q in turn (matrix_factorization_solve_*).
// Plain C interface on pointers and counts; nothing here throws, prints or aborts, and there is no global state.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct matrix_factorization matrix_factorization;

// Two doubles at once, as compiled losses compute.
typedef double matrix_factorization_pair __attribute__((vector_size(16)));

enum matrix_factorization_status {
  MATRIX_FACTORIZATION_OK = 0,
  MATRIX_FACTORIZATION_NO_MEMORY = 1,
  MATRIX_FACTORIZATION_BAD_CELL = 2,  // a cell is out of range, out of order or there twice
};

enum matrix_factorization_method {
  MATRIX_FACTORIZATION_DESCENT = 0,
  MATRIX_FACTORIZATION_MOMENTUM = 1,  // v = momentum v + gradient; factors -= alpha v
  MATRIX_FACTORIZATION_ADAM = 2,      // Kingma and Ba 2015, Algorithm 1, with 0.9, 0.999 and 1e-8
};

// Room for `count` observed cells; every number is 1 or more, and count at most 2^26. Null when there is no memory.
matrix_factorization* matrix_factorization_new(uint32_t rows, uint32_t columns, uint32_t k, uint32_t count);
void matrix_factorization_free(matrix_factorization* f);

// Where to put the cells: row, column (from 0) and value of each, by row, then by column.
uint32_t* matrix_factorization_row(matrix_factorization* f);
uint32_t* matrix_factorization_column(matrix_factorization* f);
double* matrix_factorization_value(matrix_factorization* f);
// P, row after row, and behind it Q, COLUMN after column: (rows + columns) times k doubles.
double* matrix_factorization_factors(matrix_factorization* f);

// Checks the cells and finds where rows begin. Returns a matrix_factorization_status.
int32_t matrix_factorization_prepare(matrix_factorization* f);

// Descent. `begin` makes room for the arrays below; 0 when there is none.
int32_t matrix_factorization_begin(matrix_factorization* f);
double* matrix_factorization_predicted(matrix_factorization* f);  // of every cell: its entry of PQ
double* matrix_factorization_slope(matrix_factorization* f);      // of every cell, written by the caller; 0 at first
double* matrix_factorization_gradient(matrix_factorization* f);   // laid out as the factors
void matrix_factorization_predict(matrix_factorization* f);
void matrix_factorization_gather(matrix_factorization* f);  // gradient = slope Q', P' slope
// One step against the gradient. `momentum` counts in MOMENTUM only. 0 when there is no memory.
int32_t matrix_factorization_update(matrix_factorization* f, int32_t method, double alpha, double momentum);

// Alternating least squares. `columns_first` prepares the cells in order of columns; 0 when there is no memory. Each of the others
// sets rows of P, or columns of Q, from `from` to before `to`, to the minimum of their squared errors plus ridge times their squared
// length. Where that minimum is not unique (ridge 0, few cells), directions that nothing determines are left out.
int32_t matrix_factorization_by_column(matrix_factorization* f);
void matrix_factorization_solve_rows(matrix_factorization* f, uint32_t from, uint32_t to, double ridge);
void matrix_factorization_solve_columns(matrix_factorization* f, uint32_t from, uint32_t to, double ridge);
double matrix_factorization_squared_error(const matrix_factorization* f);  // over the observed cells
double matrix_factorization_squared_length(const matrix_factorization* f);  // |P|^2 + |Q|^2

// Functions for compiled losses, each of two numbers at once. Within 2 units in the last place; what overflows is infinite,
// what has no value is not a number.
matrix_factorization_pair matrix_factorization_exp(matrix_factorization_pair x);
matrix_factorization_pair matrix_factorization_log(matrix_factorization_pair x);
matrix_factorization_pair matrix_factorization_log1p(matrix_factorization_pair x);
matrix_factorization_pair matrix_factorization_sigmoid(matrix_factorization_pair x);
matrix_factorization_pair matrix_factorization_softplus(matrix_factorization_pair x);
matrix_factorization_pair matrix_factorization_tanh(matrix_factorization_pair x);
matrix_factorization_pair matrix_factorization_power(matrix_factorization_pair x, matrix_factorization_pair exponent);

#ifdef __cplusplus
}
#endif
