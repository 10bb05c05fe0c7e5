#include "families.test.h"

#include <cmath>

namespace {

double cantor(Seeded& random, int digits) {
  double value = 0, third = 1;
  for (int digit = 0; digit < digits; digit++) {
    third /= 3;
    if (random.bits() & 0x8000) value += 2 * third;
  }
  return value;
}

double sign(Seeded& random) { return random.bits() & 0x8000 ? 1 : -1; }

}  // namespace

const std::vector<Family> kSmallFamilies = {
    {"gauss", [](Seeded& random, uint32_t) { return random.gauss(); }},
    {"uniform", [](Seeded& random, uint32_t) { return random.uniform(); }},
    {"digits, many equal", [](Seeded& random, uint32_t) { return static_cast<double>(random.below(10)); }},
    {"pairs at equal distances", [](Seeded&, uint32_t i) { return i / 2 * 10.0 + i % 2; }},
    {"clumps", [](Seeded& random, uint32_t) { return random.below(5) * 100 + random.gauss(); }},
    {"close together at 1e9", [](Seeded& random, uint32_t) { return 1e9 + random.uniform() * 1e-3; }},
    {"huge, 1e150", [](Seeded& random, uint32_t) { return random.gauss() * 1e150; }},
    {"denormal", [](Seeded& random, uint32_t) { return random.below(1000) * 5e-324; }},
    {"geometric", [](Seeded& random, uint32_t) { return std::pow(3.0, random.below(24) - 8.0); }},
    {"outliers", [](Seeded& random, uint32_t) { return random.gauss() * (random.below(10) == 0 ? 1e6 : 1); }},
    {"float32", [](Seeded& random, uint32_t) { return static_cast<double>(static_cast<float>(random.gauss())); }},
    {"equispaced", [](Seeded&, uint32_t i) { return static_cast<double>(i); }},
    {"one far below", [](Seeded& random, uint32_t i) { return i == 0 ? -1e8 : random.uniform(); }},
    {"Cantor set", [](Seeded& random, uint32_t) { return cantor(random, 8); }},
    {"both signs, zeros of both", [](Seeded& random, uint32_t) { return sign(random) * random.below(4); }},
    {"tiny steps at 1", [](Seeded& random, uint32_t) { return 1 + random.below(50) * 2.220446049250313e-16; }},
};

const std::vector<Family> kMiddleFamilies = {
    {"gauss", [](Seeded& random, uint32_t) { return random.gauss(); }},
    {"uniform", [](Seeded& random, uint32_t) { return random.uniform(); }},
    {"float32, two-sided exponential",
     [](Seeded& random, uint32_t) {
       return static_cast<double>(static_cast<float>(sign(random) * -std::log(1 - random.uniform())));
     }},
    {"whole numbers, many equal", [](Seeded& random, uint32_t) { return static_cast<double>(random.below(3000)); }},
    {"close together at 1e7", [](Seeded& random, uint32_t) { return 1e7 + random.uniform() * 1e-2; }},
    {"two far clumps", [](Seeded& random, uint32_t) { return sign(random) * 1e6 + 1e-3 * random.gauss(); }},
    {"log-normal", [](Seeded& random, uint32_t) { return std::exp(3 * random.gauss()); }},
    {"outliers", [](Seeded& random, uint32_t) { return random.gauss() * (random.below(100) == 0 ? 1e5 : 1); }},
    {"equispaced", [](Seeded&, uint32_t i) { return static_cast<double>(i); }},
    {"Cantor set", [](Seeded& random, uint32_t) { return cantor(random, 13) + 1e-9 * random.uniform(); }},
};

Values draw(const Family& family, Seeded& random, uint32_t n) {
  Values values(n);
  for (uint32_t i = 0; i < n; i++) values[i] = family.value(random, i);
  return values;
}
