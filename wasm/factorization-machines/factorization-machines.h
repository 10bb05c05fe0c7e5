// Factorization machines of order two, fitted by descent: score = w0 + <w1, x> + sum over i < j of <v_i, v_j> x_i x_j.
// Steffen Rendle. Factorization Machines. 2010
//
// One object holds samples and weights. A caller fills in the samples and takes steps:
//
//   factorization_machines* m = factorization_machines_new(rows, d, k, entries, sparse, weighted, FACTORIZATION_MACHINES_REGRESSION);
//   ... copy the samples; copy weights to where factorization_machines_exchange says ...
//   factorization_machines_set_weights(m);
//   uint32_t* batch = factorization_machines_batch(m, count);   ... copy the numbers of rows ...
//   if (factorization_machines_derive(m, count)) factorization_machines_descend(m, 0.001);
//   factorization_machines_free(m);
//
// Nothing is checked here: rows and columns must be in range. Plain C interface on pointers and counts; nothing here throws, prints
// or aborts, and there is no global state.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct factorization_machines factorization_machines;

enum factorization_machines_task {
  FACTORIZATION_MACHINES_REGRESSION = 0,      // squared error
  FACTORIZATION_MACHINES_CLASSIFICATION = 1,  // cross entropy of a class, 0 or 1, and the score as the logarithm of its odds
};

// Room for `rows` samples of d features, 1 or more of each, and k factors of each feature, 0 or more. `entries`: how many numbers the
// features have, rows times d unless sparse; at most 2^29. `weighted`: whether rows have weights. Null when there is no memory.
factorization_machines* factorization_machines_new(uint32_t rows, uint32_t d, uint32_t k, uint32_t entries, int32_t sparse,
                                                   int32_t weighted, int32_t task);
void factorization_machines_free(factorization_machines* m);

// Where to put the samples. Sparse: where the entries of each row begin, and behind them the end, rows + 1 numbers; column and value of
// each entry. Dense: value alone, row after row.
uint32_t* factorization_machines_start(factorization_machines* m);
uint32_t* factorization_machines_column(factorization_machines* m);
double* factorization_machines_value(factorization_machines* m);
double* factorization_machines_target(factorization_machines* m);
double* factorization_machines_weight(factorization_machines* m);  // 0 or more, not all 0; null unless weighted

// Weights, or a gradient, on their way in and out: w0, then w1, then V, k rows of d numbers.
double* factorization_machines_exchange(factorization_machines* m);
void factorization_machines_set_weights(factorization_machines* m);  // takes what is there
void factorization_machines_get_weights(factorization_machines* m);  // puts the weights there

// What is added to the mean error: w0 times |w0|, w1 times the sum of |w1|, v times the sum of |V|; squares instead unless l1.
void factorization_machines_regularize(factorization_machines* m, int32_t l1, double w0, double w1, double v);

// Where to put the numbers of a batch of rows; null when there is no memory for so many.
uint32_t* factorization_machines_batch(factorization_machines* m, uint32_t count);
// The gradient of the loss of those rows, but for the regularizer. 0 when they weigh nothing; then there is none. Each is to be followed
// by one of the functions below, which use it up.
int32_t factorization_machines_derive(factorization_machines* m, uint32_t count);
void factorization_machines_get_gradient(factorization_machines* m);  // puts it where weights go, regularizer included

// One step, regularizer included: weights -= rate g;
void factorization_machines_descend(factorization_machines* m, double rate);
// s = keep s + (1 - keep) g^2, weights -= rate g / sqrt(s + epsilon);
void factorization_machines_rmsprop(factorization_machines* m, double rate, double keep, double epsilon);
// a = keep1 a + (1 - keep1) g, s = keep2 s + (1 - keep2) g^2, weights -= rate (a / share1) / (sqrt(s / share2) + epsilon).
void factorization_machines_adam(factorization_machines* m, double rate, double keep1, double keep2, double share1, double share2,
                                 double epsilon);

// Mean error of all rows by their weights, plus the regularizer.
double factorization_machines_loss(factorization_machines* m);

#ifdef __cplusplus
}
#endif
