#include <cmath>
#include <initializer_list>

#include "matrix-factorization.h"
#include "report.test.h"
#include "seeded.test.h"

using Function = matrix_factorization_pair (*)(matrix_factorization_pair);
using Exact = long double (*)(long double);

// How far `x` is from the exact value, in units in the last place of a double there.
static double units_off(double x, long double exact) {
  const double rounded = static_cast<double>(exact);
  if (std::isnan(rounded)) return std::isnan(x) ? 0 : INFINITY;
  if (std::isinf(rounded)) return x == rounded ? 0 : INFINITY;
  const double unit = std::nextafter(std::fabs(rounded), INFINITY) - std::fabs(rounded);
  return static_cast<double>(std::fabs(x - exact) / unit);
}

static long double sigmoid(long double x) { return 1 / (1 + std::exp(-x)); }
static long double softplus(long double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

static void test(const char* name, Function function, Exact exact, double bound, double low, double high, int cases,
                 std::initializer_list<double> special) {
  Check check(std::string(name) + " of two numbers at once is that of long doubles");
  Seeded random(5);
  const auto compare = [&](double a, double b) {
    const matrix_factorization_pair both = function(matrix_factorization_pair{a, b});
    for (int lane = 0; lane < 2; lane++) {
      const double x = lane ? b : a, off = units_off(both[lane], exact(x));
      check.most("units off", off);
      check.that(off <= bound, "%s(%.17g) is %.17g, %g units off", name, x, both[lane], off);
    }
  };
  for (int i = 0; i < cases; i++) {
    const double wide = low + (high - low) * random.uniform();
    const double near = std::ldexp(random.uniform(), -static_cast<int>(random.below(60)));
    compare(wide, low < 0 && i % 2 ? -near : near);
  }
  for (const double x : special)
    for (const double y : special) compare(x, y);
}

void test_functions(int cases) {
  test("exp", matrix_factorization_exp, std::exp, 2, -745, 709, cases,
       {0.0, -0.0, 1, 709.78, 709.79, 1e9, -708, -746, -1e9, INFINITY, -INFINITY, NAN});
  test("log", matrix_factorization_log, std::log, 2, 0, 1e6, cases,
       {0.0, -0.0, 1, 5e-324, 2.2e-308, 1.7e308, 0.7071, 0.7072, -1, INFINITY, -INFINITY, NAN});
  test("log1p", matrix_factorization_log1p, std::log1p, 3, -1, 1e3, cases, {0.0, -1, -1.5, 1e-300, 1e300, INFINITY, NAN});
  test("sigmoid", matrix_factorization_sigmoid, sigmoid, 4, -700, 700, cases, {0.0, 40, -40, 750, INFINITY, -INFINITY, NAN});
  test("softplus", matrix_factorization_softplus, softplus, 4, -700, 700, cases, {0.0, 40, -40, 1e9, INFINITY, -INFINITY, NAN});
  test("tanh", matrix_factorization_tanh, std::tanh, 60, -20, 20, cases, {0.0, 0.03, -0.03, 1e9, INFINITY, -INFINITY, NAN});
  {
    Check check("power is that of the C library");
    Seeded random(6);
    for (int i = 0; i < cases; i++) {
      const double a = random.gauss(), b = std::fabs(a), e = i % 2 ? std::floor(5 * random.gauss()) : random.gauss();
      const matrix_factorization_pair both = matrix_factorization_power(matrix_factorization_pair{a, b}, matrix_factorization_pair{e, e});
      const double exact = std::pow(a, e);
      check.that((both[0] == exact || (std::isnan(both[0]) && std::isnan(exact))) && both[1] == std::pow(b, e), "%g to the %g", a, e);
    }
  }
}
