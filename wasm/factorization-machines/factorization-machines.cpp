// This work is based on:
// Steffen Rendle. Factorization Machines. 2010
// and follows pyfms in what its optimizers and regularizers do. Its parts:
//   samples.h      what is learned from
//   parameters.h   weights, and arrays laid out as they are
//   row_kernels.h  sums over the features of a row, for a few factors at a time
//   rows.h         scores of rows and their derivatives
//   regularizer.h  what is added to the loss
//   descent.h      gradients and steps
#include "factorization-machines.h"

#include <math.h>

#include <new>

#include "descent.h"
#include "rows.h"

struct factorization_machines {
  explicit factorization_machines(const Sizes& given) : sizes(given), at(given) {}

  const Sizes sizes;
  const Layout at;
  Samples samples;
  Rows rows;
  Regularizer regularizer;
  Descent descent;
  Buffer<double> exchange;
  Buffer<uint32_t> batch;
};

COLD factorization_machines* factorization_machines_new(uint32_t rows, uint32_t d, uint32_t k, uint32_t entries, int32_t sparse,
                                                        int32_t weighted, int32_t task) {
  // All arrays of numbers of a weight each, and their sizes in bytes, are to fit into size_t.
  if ((k + uint64_t{2}) * d > SIZE_MAX / 64) return nullptr;
  void* room = malloc(sizeof(factorization_machines));
  if (!room) return nullptr;
  factorization_machines* m = new (room) factorization_machines({rows, d, k, entries});
  m->samples.sparse = sparse;
  m->samples.weighted = weighted;
  m->samples.classes = task == FACTORIZATION_MACHINES_CLASSIFICATION;
  if (m->samples.reserve(m->sizes) && m->rows.reserve(m->sizes) && m->descent.reserve(m->at) && m->exchange.reserve(m->at.length()))
    return m;
  factorization_machines_free(m);
  return nullptr;
}

COLD void factorization_machines_free(factorization_machines* m) {
  if (!m) return;
  m->~factorization_machines();
  free(m);
}

uint32_t* factorization_machines_start(factorization_machines* m) { return m->samples.start.get(); }
uint32_t* factorization_machines_column(factorization_machines* m) { return m->samples.column.get(); }
double* factorization_machines_value(factorization_machines* m) { return m->samples.value.get(); }
double* factorization_machines_target(factorization_machines* m) { return m->samples.target.get(); }
double* factorization_machines_weight(factorization_machines* m) { return m->samples.weight.get(); }

double* factorization_machines_exchange(factorization_machines* m) { return m->exchange.get(); }
COLD void factorization_machines_set_weights(factorization_machines* m) { m->at.read(m->exchange.get(), m->descent.weights.get()); }
COLD void factorization_machines_get_weights(factorization_machines* m) { m->at.write(m->descent.weights.get(), m->exchange.get()); }

COLD void factorization_machines_regularize(factorization_machines* m, int32_t l1, double w0, double w1, double v) {
  m->regularizer = {l1 != 0, w0, w1, v};
}

COLD uint32_t* factorization_machines_batch(factorization_machines* m, uint32_t count) {
  return m->batch.reserve(count) ? m->batch.get() : nullptr;
}

// The probability whose odds have this logarithm.
static double sigmoid(double score) {
  const double odds = exp(-fabs(score));  // does not overflow
  return (score >= 0 ? 1 : odds) / (1 + odds);
}

int32_t factorization_machines_derive(factorization_machines* m, uint32_t count) {
  const Samples& samples = m->samples;
  const double* target = samples.target.get();
  const uint32_t* batch = m->batch.get();
  double total = count;
  if (samples.weighted) {
    total = 0;
    for (uint32_t i = 0; i < count; i++) total += samples.weight[batch[i]];
  }
  if (!(total > 0)) return 0;
  double away[kAtOnce];  // scores, then the derivatives of the loss by them
  for (uint32_t i = 0; i < count; i += kAtOnce) {
    const uint32_t* rows = batch + i;
    const uint32_t some = count - i < kAtOnce ? count - i : kAtOnce;
    m->rows.score(samples, m->at, m->descent.weights.get(), rows, some, away);
    for (uint32_t r = 0; r < some; r++) {
      const double y = target[rows[r]];
      const double slope = samples.classes ? sigmoid(away[r]) - y : 2 * (away[r] - y);
      away[r] = slope * samples.weight_of(rows[r]) / total;
    }
    m->rows.add(samples, m->at, m->descent.weights.get(), rows, some, away, m->descent.gradient.get());
  }
  return 1;
}

COLD void factorization_machines_get_gradient(factorization_machines* m) {
  m->descent.give_gradient(m->at, m->regularizer, m->exchange.get());
}

void factorization_machines_descend(factorization_machines* m, double rate) { m->descent.descend(m->at, m->regularizer, rate); }
void factorization_machines_rmsprop(factorization_machines* m, double rate, double keep, double epsilon) {
  m->descent.rmsprop(m->at, m->regularizer, rate, keep, epsilon);
}
void factorization_machines_adam(factorization_machines* m, double rate, double keep1, double keep2, double share1, double share2,
                                 double epsilon) {
  m->descent.adam(m->at, m->regularizer, rate, keep1, keep2, share1, share2, epsilon);
}

double factorization_machines_loss(factorization_machines* m) {
  const Samples& samples = m->samples;
  double sum = 0, total = 0, scores[kAtOnce];
  for (uint32_t from = 0; from < m->sizes.rows; from += kAtOnce) {
    uint32_t rows[kAtOnce], some = 0;
    for (; some < kAtOnce && from + some < m->sizes.rows; some++) rows[some] = from + some;
    m->rows.score(samples, m->at, m->descent.weights.get(), rows, some, scores);
    for (uint32_t r = 0; r < some; r++) {
      const double weight = samples.weight_of(rows[r]), y = samples.target[rows[r]], score = scores[r];
      if (weight == 0) continue;
      const double off = score - y;
      sum += weight * (samples.classes ? fmax(score, 0) - y * score + log1p(exp(-fabs(score))) : off * off);
      total += weight;
    }
  }
  return sum / total + m->regularizer.penalty(m->at, m->descent.weights.get());
}
