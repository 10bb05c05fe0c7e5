// The best inertia by dynamic programmes in 113-bit floating point: slow, short, and sharing nothing with the core.
#pragma once
#include "check.test.h"

// O(k m^2) for m points: tries everything.
Quad best_by_trying(const Weighted& points, uint32_t k);
// O(k m log m): as above, halving the candidates by their order.
Quad best_by_halving(const Weighted& points, uint32_t k);
