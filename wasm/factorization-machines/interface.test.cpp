#include <cmath>

#include "naive.test.h"

void test_interface() {
  {
    Check check("what does not fit into memory is refused, and nothing can be freed twice");
    check.that(factorization_machines_new(1, 0xffffffff, 0xffffffff, 1, 1, 0, 0) == nullptr, "that much memory");
    factorization_machines_free(nullptr);
  }
  {
    Check check("a row of no entries scores the bias, and moves nothing else");
    Seeded random(1);
    Naive problem(random, 1, 3, 3, 0);
    problem.w0 = problem.w1 = problem.v = 0;
    problem.weight[0] = 1;
    for (bool sparse : {true, false}) {
      Filled filled(problem, sparse);
      const std::vector<double> gradient = filled.gradient({0});
      check.that(gradient[0] != 0, "sparse %d", sparse);
      for (size_t i = 1; i < gradient.size(); i++) check.that(gradient[i] == 0, "sparse %d, number %zu", sparse, i);
    }
  }
  {
    Check check("numbers that fill up to pairs stay 0 without epsilon, too");
    Seeded random(2);
    Naive problem(random, 5, 3, 3, 1);
    problem.weight.assign(5, 1);
    for (int method : {1, 2}) {
      Filled filled(problem, false);
      for (int step = 0; step < 3; step++) {
        filled.derive(problem.all());
        if (method == 1) factorization_machines_rmsprop(filled.m, 0.01, 0.9, 0);
        if (method == 2) factorization_machines_adam(filled.m, 0.01, 0.9, 0.999, 0.1, 0.001, 0);
      }
      for (double weight : filled.weights()) check.that(std::isfinite(weight), "method %d", method);
      check.that(std::isfinite(factorization_machines_loss(filled.m)), "method %d", method);
    }
  }
  {
    Check check("scores of any size have a loss and a slope");
    Seeded random(3);
    Naive problem(random, 1, 1, 0, 1);
    problem.classes = true;
    problem.weight[0] = 1;
    problem.w0 = problem.w1 = 0;
    problem.target[0] = 0;
    for (double bias : {-800., 800.}) {
      problem.weights = {bias, 0};
      Filled filled(problem, false);
      check.that(std::fabs(factorization_machines_loss(filled.m) - std::fmax(bias, 0)) < 1e-12, "bias %g", bias);
      check.that(filled.gradient({0})[0] == (bias > 0 ? 1 : 0), "bias %g", bias);
    }
  }
}
