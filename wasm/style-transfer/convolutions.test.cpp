#include <algorithm>

#include "naive.test.h"

namespace {

// One convolution through the interface, in random pieces.
struct Run {
  const NaiveEnd& end;
  std::vector<float> x, kernel, bias, plus, gate, y;
  uint32_t height, width, size, inputs, outputs;

  Run(const Naive& from, const Naive& to, const NaiveEnd& what, const std::vector<float>& weights, const std::vector<float>& biases, uint32_t side)
      : end(what), x(floats(from)), kernel(weights), bias(biases), plus(floats(what.added)), gate(floats(what.gates)), y(room(to)), height(to.height),
        width(to.width), size(side), inputs(fours(from.channels)), outputs(fours(to.channels)) {}

  // What is added may be what there is.
  const float* added() {
    if (end.plus) y = plus;
    return end.plus ? y.data() : nullptr;
  }

  void directly(Seeded& random) {
    const float* to_add = added();
    const std::vector<uint32_t> rows = parts(random, height);
    for (size_t i = 0; i + 1 < rows.size(); i++) {
      std::vector<float> scratch(size == 1 ? 0 : size_t(rows[i + 1] - rows[i] + size - 1) * (width + size - 1) * inputs);
      style_transfer_convolve(x.data(), height, width, inputs, kernel.data(), size, outputs, end.bias ? bias.data() : nullptr, to_add,
                              end.gate ? gate.data() : nullptr, end.relu, y.data(), scratch.data(), rows[i], rows[i + 1]);
    }
  }

  void in_tiles(Seeded& random) {
    const float* to_add = added();
    const uint32_t count = ((height + 3) / 4) * ((width + 3) / 4), panels = (outputs + 7) / 8;
    std::vector<float> spread(style_transfer_kernels(inputs, outputs)), scratch(style_transfer_tiles(inputs, outputs));
    const std::vector<uint32_t> some = parts(random, panels);
    for (size_t i = 0; i + 1 < some.size(); i++) style_transfer_spread_kernels(kernel.data(), inputs, outputs, some[i], some[i + 1], spread.data());
    const std::vector<uint32_t> tiles = parts(random, count);
    for (size_t i = 0; i + 1 < tiles.size(); i++) {
      const bool small = tiles[i + 1] - tiles[i] <= style_transfer_block();
      const std::vector<uint32_t> planes = small ? parts(random, 36) : std::vector<uint32_t>{0, 36};
      for (size_t j = 0; j + 1 < planes.size(); j++)
        style_transfer_convolve_tiles(x.data(), height, width, inputs, spread.data(), outputs, end.bias ? bias.data() : nullptr, to_add,
                                      end.gate ? gate.data() : nullptr, end.relu, y.data(), scratch.data(), tiles[i], tiles[i + 1] - tiles[i], planes[j],
                                      planes[j + 1]);
    }
  }
};

}  // namespace

void test_convolutions(int cases) {
  Check forward("convolutions are those of the definition, kernel by kernel, of every size of kernel, picture and number of channels");
  Check tiles("so are those in tiles");
  Check backward("gradients come back as the definition says, kernel by kernel");
  Check back_in_tiles("and in tiles");
  for (int i = 0; i < cases; i++) {
    Seeded random(1000 + i);
    const uint32_t sizes[] = {1, 3, 3, 7}, most = i % 10 ? 14 : 40;
    const uint32_t size = sizes[i % 4], inputs = 1 + random.below(most), outputs = 1 + random.below(most);
    const Naive x = random_picture(random, 1 + random.below(i % 20 ? 13 : 40), 1 + random.below(i % 30 ? 13 : 40), inputs);
    const NaiveKernel kernel(random, size, inputs, outputs);
    for (bool back : {false, true}) {
      const Naive slope = random_picture(random, x.height, x.width, outputs);
      Naive wanted = back ? convolved_back(kernel, slope) : convolved(kernel, x);
      NaiveEnd end(random, wanted);
      end.bias = end.bias && !back;
      end.apply(wanted, &kernel);
      Run run(back ? slope : x, wanted, end, packed(kernel, back), back ? std::vector<float>() : in_fours(kernel.bias), size);
      Check& direct = back ? backward : forward;
      run.directly(random);
      double off = apart(wanted, run.y);
      direct.most("off by", off);
      direct.that(off < 3e-6, "case %d: %u x %u, %u to %u channels of size %u: off by %g", i, x.height, x.width, inputs, outputs, size, off);
      if (size != 3) continue;
      run.in_tiles(random);
      off = apart(wanted, run.y);
      Check& tiled = back ? back_in_tiles : tiles;
      tiled.most("off by", off);
      tiled.that(off < 6e-6, "case %d: %u x %u, %u to %u channels: off by %g", i, x.height, x.width, inputs, outputs, off);
    }
  }
}
