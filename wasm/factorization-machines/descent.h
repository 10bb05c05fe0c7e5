// Gradients, and the steps that are made of them.
#pragma once
#include <math.h>

#include <initializer_list>
#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include "regularizer.h"

inline Pair root(Pair x) {
#if defined(__wasm_simd128__)
  return (Pair)wasm_f64x2_sqrt((v128_t)x);
#else
  return Pair{sqrt(x[0]), sqrt(x[1])};
#endif
}

class Descent {
 public:
  Buffer<double> weights, gradient;  // the gradient is 0 but between being derived and used

  COLD bool reserve(const Layout& at) {
    if (!weights.reserve(at.length()) || !gradient.reserve(at.length()) || !first_.reserve(at.length()) || !second_.reserve(at.length()))
      return false;
    for (Buffer<double>* each : {&weights, &gradient, &first_, &second_}) memset(each->get(), 0, at.length() * sizeof(double));
    return true;
  }

  // As callers have gradients.
  COLD void give_gradient(const Layout& at, const Regularizer& regularizer, double* into) {
    double* g = gradient.get();
    update(at, regularizer, [g](Pair slope, size_t i) {
      store(g + i, slope);
      return splat(0);
    });
    at.write(g, into);
    memset(g, 0, at.length() * sizeof(double));
  }

  void descend(const Layout& at, const Regularizer& regularizer, double rate) {
    const Pair rates = splat(rate);
    update(at, regularizer, [=](Pair g, size_t) { return rates * g; });
  }

  void rmsprop(const Layout& at, const Regularizer& regularizer, double rate, double keep, double epsilon) {
    const Pair rates = splat(rate), kept = splat(keep), rest = splat(1 - keep), epsilons = splat(epsilon);
    double* second = second_.get();
    update(at, regularizer, [=](Pair g, size_t i) {
      const Pair s = kept * load(second + i) + rest * g * g;
      store(second + i, s);
      return rates * g / root(s + epsilons);
    });
    if (epsilon == 0) at.clear_padding(weights.get());
  }

  void adam(const Layout& at, const Regularizer& regularizer, double rate, double keep1, double keep2, double share1, double share2,
            double epsilon) {
    const Pair rates = splat(rate / share1), kept1 = splat(keep1), rest1 = splat(1 - keep1), kept2 = splat(keep2),
               rest2 = splat(1 - keep2), over2 = splat(1 / share2), epsilons = splat(epsilon);
    double *first = first_.get(), *second = second_.get();
    update(at, regularizer, [=](Pair g, size_t i) {
      const Pair m = kept1 * load(first + i) + rest1 * g, s = kept2 * load(second + i) + rest2 * g * g;
      store(first + i, m);
      store(second + i, s);
      return rates * m / (root(s * over2) + epsilons);
    });
    if (epsilon == 0) at.clear_padding(weights.get());  // 0 / 0
  }

 private:
  Buffer<double> first_, second_;  // what methods remember of gradients and of their squares

  // weights -= step(gradient, where), and the gradient is 0 again
  template <class Step>
  void update(const Layout& at, const Regularizer& regularizer, Step step) {
    const auto part = [&](size_t from, size_t to, double weight) {
      if (regularizer.l1)
        move(from, to, SizeSlope(weight), step);
      else
        move(from, to, SquareSlope(weight), step);
    };
    part(0, at.linear_at, regularizer.v);
    part(at.linear_at, at.bias_at, regularizer.w1);
    part(at.bias_at, at.length(), regularizer.w0);
  }

  template <class Slope, class Step>
  NOINLINE void move(size_t from, size_t to, Slope slope, Step step) {
    double *w = weights.get(), *g = gradient.get();
    for (size_t i = from; i < to; i += 2) {
      const Pair value = load(w + i);
      const Pair derived = load(g + i);
      store(g + i, splat(0));
      store(w + i, value - step(derived + slope.at(value), i));
    }
  }
};
