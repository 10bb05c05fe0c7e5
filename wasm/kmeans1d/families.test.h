// The kinds of values that the tests draw: usual ones, and those that break methods for k-means on a line.
#pragma once
#include <vector>

#include "check.test.h"
#include "seeded.test.h"

struct Family {
  const char* name;
  double (*value)(Seeded& random, uint32_t i);  // the i-th value of a set
};

extern const std::vector<Family> kSmallFamilies;   // for up to some 100 values
extern const std::vector<Family> kMiddleFamilies;  // for some 1,000

Values draw(const Family& family, Seeded& random, uint32_t n);
