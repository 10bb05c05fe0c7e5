#include <cmath>

#include "naive.test.h"

void test_steps(int cases) {
  Check check("steps are those of pyfms' formulas");
  for (int i = 0; i < cases; i++) {
    Seeded random(100 + i);
    Naive problem(random, 1 + random.below(12), 1 + random.below(9), random.below(6), random.uniform());
    if (!(problem.total(problem.all()) > 0)) continue;
    Filled filled(problem, random.below(2));
    const std::vector<uint32_t> batch = problem.all();
    const size_t length = problem.weights.size();
    std::vector<double> first(length), second(length);
    const double rate = 0.01, epsilon = 1e-3;
    for (int step = 1; step <= 4; step++) {
      const std::vector<double> gradient = problem.gradient(batch);
      filled.derive(batch);
      const int method = i % 3;
      const double keep = 0.9 - 0.01 * step;
      if (method == 0) factorization_machines_descend(filled.m, rate);
      if (method == 1) factorization_machines_rmsprop(filled.m, rate, keep, epsilon);
      if (method == 2) factorization_machines_adam(filled.m, rate, keep, 0.999, 1 - std::pow(0.9, step), 1 - std::pow(0.999, step), epsilon);
      for (size_t w = 0; w < length; w++) {
        const double g = gradient[w], share = method == 1 ? keep : 0.999;
        second[w] = share * second[w] + (1 - share) * g * g;
        first[w] = keep * first[w] + (1 - keep) * g;
        if (method == 0) problem.weights[w] -= rate * g;
        if (method == 1) problem.weights[w] -= rate * g / std::sqrt(second[w] + epsilon);
        if (method == 2)
          problem.weights[w] -= rate * (first[w] / (1 - std::pow(0.9, step))) / (std::sqrt(second[w] / (1 - std::pow(0.999, step))) + epsilon);
      }
      const double off = apart(problem.weights, filled.weights());
      check.most("off by", off);
      check.that(off < 1e-10, "case %d, step %d: off by %g", i, step, off);
      problem.weights = filled.weights();
    }
  }
}
