// The transcendental functions of compiled losses, two numbers at once.
// exp and log reduce their argument as W. J. Cody and W. Waite do (Software Manual for the Elementary Functions, 1980); the
// polynomial of log is that of FreeBSD's e_log.c (Sun Microsystems, 1993).
#pragma once
#include <math.h>

#include "pair.h"

inline Pair exp_pair(Pair x) {
  constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;
  constexpr double kRounder = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves a whole number in the low bits
  const Bits nan = ~(x == x);
  // Beyond these bounds the result is 0 or infinite whatever it is.
  Pair bounded = select(nan, splat(0), select(x > splat(710), splat(710), x));
  bounded = select(bounded < splat(-750), splat(-750), bounded);
  const Pair shifted = bounded * splat(1.44269504088896340736) + splat(kRounder);
  const Pair n = shifted - splat(kRounder);
  const Pair r = (bounded - n * splat(kLn2High)) - n * splat(kLn2Low);
  // Taylor's series, exp(r) = 1 + r + r^2 sum; |r| <= 0.3466 and r^14/14! < 5e-18. By halves (Estrin), so that little has to wait.
  const Pair r2 = r * r, r4 = r2 * r2;
  const auto two = [&](double low, double high) { return splat(low) + splat(high) * r; };
  const Pair low = two(1.0 / 2, 1.0 / 6) + two(1.0 / 24, 1.0 / 120) * r2;
  const Pair middle = two(1.0 / 720, 1.0 / 5040) + two(1.0 / 40320, 1.0 / 362880) * r2;
  const Pair high = two(1.0 / 3628800, 1.0 / 39916800) + two(1.0 / 479001600, 1.0 / 6227020800) * r2;
  const Pair sum = r2 * (low + r4 * (middle + r4 * high)) + r + splat(1);
  // 2^n in two halves, either of which is a normal number
  const Bits whole = wrapped(bits(shifted), bits(splat(kRounder)));
  const Bits half = whole >> 1;
  const Bits bias = {1023, 1023};
  const Pair scaled = sum * pair((half + bias) << 52) * pair((whole - half + bias) << 52);
  return select(nan, x, scaled);
}

inline Pair log_pair(Pair x) {
  constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;
  const Bits subnormal = x < splat(2.2250738585072014e-308);
  const Pair scaled = select(subnormal, x * splat(18014398509481984.0), x);  // 2^54
  // Brings the mantissa into [sqrt(1/2), sqrt(2)).
  const Bits root = bits(splat(0.70710678118654752440));
  const Bits raw = wrapped(bits(scaled), root);
  const Bits exponent = raw >> 52;
  const Bits mantissa_mask = {0x000fffffffffffff, 0x000fffffffffffff};
  const Pair m = pair((raw & mantissa_mask) + root);
  const Pair e = __builtin_convertvector(exponent, Pair) + select(subnormal, splat(-54), splat(0));
  const Pair f = m - splat(1), s = f / (splat(2) + f), z = s * s, half = splat(0.5) * f * f;
  Pair sum = splat(1.479819860511658591e-01);
  const double terms[] = {1.531383769920937332e-01, 1.818357216161805012e-01, 2.222219843214978396e-01,
                          2.857142874366239149e-01, 3.999999999940941908e-01, 6.666666666666735130e-01};
  for (const double term : terms) sum = sum * z + splat(term);
  const Pair r = sum * z;
  const Pair result = e * splat(kLn2High) - ((half - (s * (half + r) + e * splat(kLn2Low))) - f);
  Pair safe = select(x == splat(0), splat(-INFINITY), result);
  safe = select(x == splat(INFINITY), x, safe);
  return select(x >= splat(0), safe, splat(NAN));
}

// log(1 + x): what rounding took from 1 + x is given back (Kahan; in HP-15C Advanced Functions Handbook, 1982).
inline Pair log1p_pair(Pair x) {
  const Pair u = splat(1) + x;
  const Pair result = log_pair(u) - ((u - splat(1)) - x) / u;
  return select((u == splat(0)) | (u == splat(INFINITY)), log_pair(u), result);
}

inline Pair magnitude(Pair x) {
  const Bits sign = bits(splat(-0.0));
  return pair(bits(x) & ~sign);
}

inline Pair sigmoid_pair(Pair x) { return splat(1) / (splat(1) + exp_pair(-x)); }

inline Pair softplus_pair(Pair x) {
  const Pair result = select(x > splat(0), x, splat(0)) + log1p_pair(exp_pair(-magnitude(x)));
  return select(x == x, result, x);
}

inline Pair tanh_pair(Pair x) {
  const Bits sign = bits(x) & bits(splat(-0.0));
  const Pair a = magnitude(x), e = exp_pair(splat(-2) * a), z = x * x;
  const Pair large = pair(bits((splat(1) - e) / (splat(1) + e)) | sign);
  const Pair small =
      x + x * z * (splat(-1.0 / 3) + z * (splat(2.0 / 15) + z * (splat(-17.0 / 315) + z * splat(62.0 / 2835))));
  return select(a < splat(0.03), small, large);
}

inline Pair power_pair(Pair x, Pair exponent) { return Pair{pow(x[0], exponent[0]), pow(x[1], exponent[1])}; }
