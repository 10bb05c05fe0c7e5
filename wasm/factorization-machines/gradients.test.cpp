#include <cmath>

#include "naive.test.h"

void test_gradients(int cases) {
  Check lost("the loss is that of the definition");
  Check given("weights come out as they went in");
  Check derived("gradients are those of the definition, for sparse and dense rows, of any number of features and factors");
  Check differences("gradients are what differences of the loss say");
  Check weightless("rows that weigh nothing have no gradient");
  for (int i = 0; i < cases; i++) {
    Seeded random(100 + i);
    const uint32_t rank = random.below(i % 16 == 0 ? 20 : 8);
    const Naive problem(random, 1 + random.below(12), 1 + random.below(9), rank, random.uniform());
    std::vector<uint32_t> batch;
    for (uint32_t left = 1 + random.below(2 * problem.rows); left > 0; left--) batch.push_back(random.below(problem.rows));
    const bool heavy = problem.total(batch) > 0;
    for (bool sparse : {true, false}) {
      Filled filled(problem, sparse);
      given.that(filled.weights() == problem.weights, "case %d", i);
      if (problem.total(problem.all()) > 0) {
        const double wanted = problem.loss(problem.weights, problem.all()), found = factorization_machines_loss(filled.m);
        lost.that(std::fabs(found - wanted) < 1e-11 * (1 + std::fabs(wanted)), "case %d, sparse %d: %g, not %g", i, sparse, found, wanted);
      }
      if (!heavy) {
        weightless.that(!filled.derive(batch) && filled.weights() == problem.weights, "case %d", i);
        continue;
      }
      const std::vector<double> wanted = problem.gradient(batch);
      for (int again = 0; again < 2; again++) {  // nothing of the first stays
        const double off = apart(wanted, filled.gradient(batch));
        derived.most("off by", off);
        derived.that(off < 1e-12, "case %d, sparse %d: off by %g", i, sparse, off);
      }
    }
    if (!heavy || i % 8) continue;
    const std::vector<double> wanted = problem.gradient(batch);
    for (size_t w = 0; w < wanted.size(); w++) {
      const auto at = [&](double change) {
        std::vector<double> moved = problem.weights;
        moved[w] += change;
        return problem.loss(moved, batch);
      };
      const double h = 1e-4, slope = (8 * (at(h / 2) - at(-h / 2)) - (at(h) - at(-h))) / (6 * h);
      if (problem.l1 && std::fabs(problem.weights[w]) < h) continue;  // it has a corner there
      differences.that(std::fabs(slope - wanted[w]) < 1e-6 * (1 + std::fabs(at(0))), "case %d, number %zu: %g, not %g", i, w, wanted[w], slope);
    }
  }
  weightless.that(true, "none in so few cases");
}
