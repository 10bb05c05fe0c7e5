// What must hold of every solution, whatever the picture: checked against plain formulas and brute force.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "pictures.test.h"
#include "spaces.h"

namespace {

bool unseen(uint32_t color, int32_t alpha) {
  return alpha == COLOR_QUANTIZATION_IGNORE ? false : alpha == COLOR_QUANTIZATION_BINARY ? color >> 24 < 128 : color >> 24 == 0;
}

struct Counted {
  std::map<uint32_t, double> colors;  // those that are seen
  double unseen_pixels = 0;
  bool blend = false;
};
Counted count(const Pixels& pixels, int32_t alpha) {
  Counted out;
  bool opaque = true;
  for (const uint32_t p : pixels) opaque &= p >> 24 == 255;
  out.blend = !opaque && alpha == COLOR_QUANTIZATION_BLEND;
  for (const uint32_t p : pixels) {
    if (unseen(p, alpha)) out.unseen_pixels++;
    else out.colors[p >> 24 == 0 ? 0 : p]++;
  }
  return out;
}

// The coordinates that the core works with: floats, which test_spaces holds to the plain formulas.
Coordinates in_core(uint32_t color, int32_t space, bool blend) {
  static const Spaces& spaces = [] () -> const Spaces& {
    static Spaces made;
    made.init();
    return made;
  }();
  const uint32_t four[4] = {color, color, color, color};
  const Color4 at = spaces.convert(four, space, blend);
  return {{at.x[0][0], at.x[1][0], at.x[2][0], at.x[3][0]}};
}

// Nearest of some coordinates, and the squared distance.
std::pair<size_t, double> nearest(const Coordinates& at, const std::vector<Coordinates>& some) {
  std::pair<size_t, double> best = {0, 1e300};
  for (size_t j = 0; j < some.size(); j++)
    if (const double apart = distance(at, some[j]); apart < best.second) best = {j, apart};
  return best;
}

void check_solution(Check& check, Picture& picture, const Options& options, const Solved& solved) {
  const Counted counted = count(picture.pixels, options.alpha);
  const size_t size = solved.palette.size();
  check.that(size >= 1 && size <= options.k, "%zu colours for k = %u", size, options.k);
  double all = 0;
  for (const double c : solved.counts) all += c;
  check.that(all == static_cast<double>(picture.pixels.size()), "counts add up to %.0f", all);
  double errors = 0;
  for (const double e : solved.errors) errors += e;
  check.that(errors == static_cast<double>(picture.pixels.size()), "errors add up to %.0f", errors);
  for (size_t j = 0; j < options.locked.size(); j++)
    check.that(solved.palette[j] == options.locked[j], "locked colour %zu moved", j);
  const std::set<uint32_t> once(solved.palette.begin(), solved.palette.end());
  if (options.locked.empty()) check.that(once.size() == size, "a colour occurs twice");
  if (!counted.blend)
    for (const uint32_t p : solved.palette) check.that(p >> 24 == 255 || p == 0, "a half-transparent colour %08x", p);

  // The picture made of the palette: every pixel at its nearest colour, and the error as told.
  const Remapped remapped = picture.remap(solved.palette, options);
  std::vector<Coordinates> entries;
  for (const uint32_t p : solved.palette) entries.push_back(in_core(p, options.space, counted.blend));
  double squared = 0, delta_e = 0, worst = 0;
  std::vector<double> counts(size, 0.0);
  for (size_t i = 0; i < picture.pixels.size(); i++) {
    const uint32_t given = picture.pixels[i], from = given >> 24 == 0 ? 0 : given, to = remapped.pixels[i];
    check.that(remapped.entries[i] < size && to == solved.palette[remapped.entries[i]], "entry %u of %zu", remapped.entries[i], size);
    counts[remapped.entries[i]]++;
    const bool is_unseen = unseen(from, options.alpha);
    if (is_unseen) continue;
    const Coordinates at = in_core(from >> 24 == 0 ? 0 : from, options.space, counted.blend);
    double least = 1e300;
    for (size_t j = 0; j < size; j++)
      if (counted.blend || solved.palette[j] >> 24 != 0) least = std::min(least, distance(at, entries[j]));
    const double here = distance(at, entries[remapped.entries[i]]);
    worst = std::max(worst, here - least);
    for (int c = 0; c < 24; c += 8) {
      const double a = counted.blend ? (from >> 24) / 255.0 : 1, b = counted.blend ? (to >> 24) / 255.0 : 1;
      squared += pow((from >> c & 255) * a - (to >> c & 255) * b, 2);
    }
    Coordinates f = coordinates(from >> 24 == 0 ? 0 : from, COLOR_QUANTIZATION_OKLAB, counted.blend),
                t = coordinates(to, COLOR_QUANTIZATION_OKLAB, counted.blend);
    f.x[3] = t.x[3] = 0;
    delta_e += sqrt(distance(f, t)) / 2.55;
  }
  check.that(worst < 0.02, "a pixel is %g further than its nearest colour", worst);
  if (options.space == COLOR_QUANTIZATION_SRGB && !counted.blend) check.that(worst == 0, "not exactly nearest: %g", worst);
  const auto close = [](double a, double b) { return fabs(a - b) <= 1e-6 * (1 + fabs(b)); };
  check.that(close(solved.summary.squared_error, squared), "squared error %.9g told, %.9g found", solved.summary.squared_error, squared);
  check.that(close(remapped.squared_error, squared), "remapped with %.9g, found %.9g", remapped.squared_error, squared);
  check.that(fabs(solved.summary.delta_e - delta_e) <= 1e-3 * (1 + delta_e), "delta E %.9g told, %.9g found", solved.summary.delta_e, delta_e);
  check.that(counts == solved.counts, "counts differ from the picture's");
}

// Each colour at its nearest centroid, each centroid the mean of its colours; what tolerance 0 promises.
void check_at_rest(Check& check, const Picture& picture, const Options& options, const Solved& solved) {
  const Counted counted = count(picture.pixels, options.alpha);
  if (!(static_cast<int>(solved.summary.flags) & COLOR_QUANTIZATION_CONVERGED)) {
    check.that(false, "not at rest after %.0f passes", solved.summary.passes);
    return;
  }
  if (counted.colors.size() <= options.k) return;
  std::vector<Coordinates> centroids;
  std::vector<size_t> entry;
  for (size_t j = 0; j < solved.palette.size(); j++) {
    if (!counted.blend && solved.palette[j] >> 24 == 0) continue;
    Coordinates at = {};
    for (int d = 0; d < 4; d++) at.x[d] = solved.centroids[4 * j + d];
    centroids.push_back(at);
    entry.push_back(j);
  }
  // Rounding may have joined centroids, and then not all are told.
  if (solved.palette.size() < options.k) return;
  std::vector<Coordinates> sums(centroids.size());
  std::vector<double> weights(centroids.size(), 0.0);
  double cost = 0;
  for (const auto& [color, pixels] : counted.colors) {
    const Coordinates at = in_core(color, options.space, counted.blend);
    const auto [j, apart] = nearest(at, centroids);
    cost += pixels * apart;
    weights[j] += pixels;
    for (int d = 0; d < 4; d++) sums[j].x[d] += pixels * at.x[d];
  }
  double worst = 0;
  for (size_t j = 0; j < centroids.size(); j++) {
    const bool stays = entry[j] < options.locked.size() || (counted.blend && solved.palette[entry[j]] == 0);
    if (stays || weights[j] == 0) continue;
    Coordinates mean = sums[j];
    for (double& v : mean.x) v /= weights[j];
    worst = std::max(worst, sqrt(distance(mean, centroids[j])));
  }
  check.that(worst < 0.01, "a centroid is %g from the mean of its colours", worst);
  check.that(fabs(cost - solved.summary.cost) <= 1e-4 * (1 + cost), "cost %.9g told, %.9g found", solved.summary.cost, cost);
}

}  // namespace

void test_properties(int cases) {
  const int each = std::max(2, cases / 2000);
  for (int family = 0; family < kFamilies; family++) {
    for (int32_t space = 0; space < 3; space++) {
      Check check(std::string(family_name(family)) + ", space " + std::to_string(space) + ": every property of a solution");
      Seeded random(1000 + static_cast<uint32_t>(family * 10 + space));
      for (int i = 0; i < each; i++) {
        Picture one(picture(family, 1 + random.below(i % 4 == 0 ? 4000 : 400), random));
        Options options;
        options.k = 1 + random.below(i % 3 == 0 ? 256 : 12);
        options.space = space;
        options.alpha = static_cast<int32_t>(random.below(3));
        options.mode = static_cast<int32_t>(random.below(3));
        options.seed = random.below(5);
        if (random.below(3) == 0)
          for (uint32_t j = 1 + random.below(std::min(options.k, 4u)); j-- > 0;)
            options.locked.push_back(rgba(random.below(256), random.below(256), 17 * j));
        check_solution(check, one, options, one.solve(options));

        options.tolerance = 0;
        options.mode = COLOR_QUANTIZATION_FAST + static_cast<int32_t>(random.below(2));
        const Solved rest = one.solve(options);
        check_at_rest(check, one, options, rest);
        for (size_t p = 1; p < rest.costs.size(); p++)
          check.that(rest.costs[p] <= rest.costs[p - 1] * (1 + 1e-9) + 1e-6, "pass %zu raised the cost from %.12g to %.12g", p,
                     rest.costs[p - 1], rest.costs[p]);

        const Solved again = one.solve(options);
        check.that(again.palette == rest.palette && again.summary.cost == rest.summary.cost, "not the same when solved again");
      }
    }
  }
  {
    Check check("no more colours wanted than there are: exactly those");
    Seeded random(5);
    for (int i = 0; i < each * 4; i++) {
      Picture one(picture(2 + 3 * static_cast<int>(random.below(2)), 500, random));
      std::set<uint32_t> colors(one.pixels.begin(), one.pixels.end());
      for (int32_t space = 0; space < 3; space++) {
        Options options;
        options.k = static_cast<uint32_t>(colors.size()) + random.below(3);
        options.space = space;
        options.mode = static_cast<int32_t>(random.below(3));
        const Solved solved = one.solve(options);
        check.that(std::set<uint32_t>(solved.palette.begin(), solved.palette.end()) == colors, "%zu colours for %zu", solved.palette.size(),
                   colors.size());
        check.that(solved.summary.squared_error == 0, "an error of %g", solved.summary.squared_error);
      }
    }
  }
  {
    Check check("Lloyd's passes from given centroids are those of brute force");
    Seeded random(6);
    for (int i = 0; i < each * 4; i++) {
      Picture one(picture(static_cast<int>(random.below(2)), 600, random));
      Options options;
      options.k = 2 + random.below(6);
      options.tolerance = 0;
      for (uint32_t j = 0; j < options.k; j++) options.start.push_back(one.pixels[random.below(600)]);
      std::vector<Coordinates> at;
      for (const uint32_t c : options.start) at.push_back(coordinates(c, 0, false));
      double cost = -1;
      bool has_empty = false;
      for (int pass = 0; pass < 5000 && !has_empty; pass++) {
        std::vector<Coordinates> sums(at.size());
        std::vector<double> weights(at.size(), 0.0);
        double now = 0;
        for (const uint32_t p : one.pixels) {
          const auto [j, apart] = nearest(coordinates(p, 0, false), at);
          weights[j]++;
          for (int d = 0; d < 3; d++) sums[j].x[d] += coordinates(p, 0, false).x[d];
          now += apart;
        }
        for (size_t j = 0; j < at.size(); j++) {
          has_empty |= weights[j] == 0;
          if (weights[j] > 0)
            for (int d = 0; d < 3; d++) at[j].x[d] = static_cast<float>(sums[j].x[d] / weights[j]);
        }
        if (now == cost) break;
        cost = now;
      }
      if (has_empty) continue;
      const Solved solved = one.solve(options);
      check.that(fabs(solved.summary.cost - cost) <= 1e-3 * (1 + cost), "cost %.9g, by brute force %.9g", solved.summary.cost, cost);
    }
  }
}
