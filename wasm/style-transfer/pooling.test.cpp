#include "naive.test.h"

void test_pooling(int cases) {
  Check forward("pools are those of the definition: largest and mean, of every size");
  Check backward("gradients come back through pools as the definition says, equal maxima and odd sides included");
  for (int i = 0; i < cases; i++) {
    Seeded random(2000 + i);
    const uint32_t window = 2 + random.below(2), channels = 1 + random.below(11);
    const bool largest = random.below(2), coarse = random.below(2);
    const uint32_t least = window == 2 ? 2 : 1;
    const Naive x = random_picture(random, least + random.below(9), least + random.below(9), channels, coarse);
    const std::vector<float> from = floats(x);
    const uint32_t stride = fours(channels);

    const Naive wanted = pooled(x, window, largest);
    std::vector<float> y = room(wanted);
    const std::vector<uint32_t> rows = parts(random, wanted.height);
    for (size_t k = 0; k + 1 < rows.size(); k++)
      style_transfer_pool(from.data(), x.height, x.width, stride, window, largest, y.data(), rows[k], rows[k + 1]);
    const double off = apart(wanted, y);
    forward.that(off < 1e-6, "case %d, window %u of %u x %u: off by %g", i, window, x.height, x.width, off);

    const Naive slope = random_picture(random, wanted.height, wanted.width, channels);
    Naive back = pooled_back(x, slope, window, largest);
    NaiveEnd end(random, back);
    end.bias = end.relu = false;
    end.gate = end.gate && window == 2;
    end.plus = end.plus || window == 3;  // it adds to what there is
    end.apply(back, nullptr);
    const std::vector<float> slopes = floats(slope), gates = floats(end.gates);
    std::vector<float> result = end.plus ? floats(end.added) : room(back);
    const std::vector<uint32_t> some = parts(random, window == 2 ? (x.height + 1) / 2 : x.height);
    for (size_t k = 0; k + 1 < some.size(); k++)
      style_transfer_unpool(from.data(), x.height, x.width, stride, window, largest, y.data(), slopes.data(), end.plus ? result.data() : nullptr,
                            end.gate ? gates.data() : nullptr, result.data(), some[k], some[k + 1]);
    const double away = apart(back, result);
    backward.that(away < 1e-6, "case %d, window %u of %u x %u: off by %g", i, window, x.height, x.width, away);
  }
}
