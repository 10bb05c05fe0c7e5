// This work is based on:
// Stuart Lloyd. Least Squares Quantization in PCM. 1982
// Paul Heckbert. Color Image Quantization for Frame Buffer Display. 1982
// Xiaolin Wu. Color Quantization by Dynamic Programming and Principal Analysis. 1992
// Emre Celebi. Improving the Performance of k-means for Color Quantization. 2011
// and on what the parts name:
//   color_table.h   count the pixels of each colour
//   spaces.h        coordinates of colours: sRGB, OKLab, linear light
//   color_tree.h    colours as weighted points under a tree of boxes
//   merge_tree.h    seeds for every k, by merging cells two by two
//   swaps.h         centroids moved from where they are hardly missed
//   exchange.h      single colours moved, where there are few
//   assignment.h    every colour to its nearest centroid, exactly, by pruning
//   gray_levels.h   gray pictures, solved to the optimum
//   solver.h        the search, step by step
//   medians.h       in OKLab, medians of what the search found
//   palette.h       rounding, labels and errors
//   dither.h        pictures made of palettes
#include "color-quantization.h"

#include <new>

#include "dither.h"
#include "medians.h"
#include "palette.h"

struct color_quantization {
  static constexpr int kMedianSteps = 6;

  Buffer<uint32_t> tile;
  Buffer<uint8_t> indices;
  ColorTable table;
  Spaces spaces;
  Array<uint32_t> distinct, counted;  // colours, and the pixels of each
  bool all_gray = false;

  Ground ground;
  Solver solver;
  Wanted wanted;
  bool with_transparent = false, is_shown = false;
  uint32_t colors[kMost];  // as the caller sees the palette
  uint32_t locked[kMost];
  Clusters medians;
  Palette palette;
  bool has_labels = false;  // the palette is that of the labels in the table
  double centroids[4 * kMost];
  color_quantization_summary summary;

  Array<uint32_t> cells;
  Array<uint32_t> cell_colors;
  Array<double> cell_counts;

  int32_t dithers = 0;
  Dither* dither = nullptr;
  uint32_t width = 0;
  double remap_error = 0;

  ~color_quantization() {
    if (!dither) return;
    dither->~Dither();
    free(dither);
  }

  // The points of a space, if they are not there already.
  bool stand_on(int32_t space, int32_t alpha) {
    if (table.is_opaque()) alpha = COLOR_QUANTIZATION_BLEND;
    if (ground.tree.space == space && ground.tree.alpha == alpha) return true;
    ground.forget();
    has_labels = false;
    return ground.tree.build(spaces, distinct.get(), counted.get(), static_cast<uint32_t>(distinct.size()), table.is_opaque(),
                             table.is_opaque(), space, alpha);
  }
  bool has_unseen(int32_t alpha) const {
    for (size_t i = 0; i < distinct.size() && !table.is_opaque(); i++)
      if (is_unseen(distinct[i], alpha)) return true;
    return false;
  }
  bool measure() {
    has_labels = palette.assign(spaces, solver, ground.tree, distinct.get(), counted.get(), static_cast<uint32_t>(distinct.size()));
    if (has_labels) palette.write(table, ground.tree, distinct.get(), static_cast<uint32_t>(distinct.size()));
    return has_labels;
  }
  void convert_given(uint32_t count) {
    const bool blend = ground.tree.dimensions == 4;
    for (uint32_t j = 0; j < count; j++) {
      const uint32_t four[4] = {colors[j], colors[j], colors[j], colors[j]};
      const Color4 at = spaces.convert(four, ground.tree.space, blend);
      const bool nowhere = !blend && colors[j] >> 24 == 0;  // a transparent colour is no opaque pixel's
      for (int d = 0; d < 4; d++) wanted.given.x[d][j] = nowhere ? kNowhere : at.x[d][0];
    }
  }
  // Centroids as a palette, into what the caller sees.
  void show(const Clusters& clusters) {
    int source[kMost];
    palette.round(spaces, solver, clusters, ground.tree, distinct.get(), locked, with_transparent, source);
    for (int j = 0; j < palette.size; j++) {
      colors[j] = palette.colors[j];
      for (int d = 0; d < 4; d++) centroids[4 * j + d] = source[j] < 0 ? 0 : solver.clusters.at.x[d][source[j]];
    }
    has_labels = false;
    summary.size = palette.size;
    summary.cost = solver.cost;
    summary.passes = solver.passes;
    summary.phase = solver.passes > 0 ? COLOR_QUANTIZATION_PASSES : COLOR_QUANTIZATION_SEARCH;
    summary.flags = (solver.converged ? COLOR_QUANTIZATION_CONVERGED : 0) | (solver.optimal ? COLOR_QUANTIZATION_OPTIMAL : 0);
  }
  // In OKLab, where it is the mean distance that is seen, the palette is of medians.
  bool finish() {
    const bool by_medians = ground.tree.space == COLOR_QUANTIZATION_OKLAB && wanted.mode != COLOR_QUANTIZATION_INSTANT &&
                            wanted.started == 0 && !solver.is_exact && ground.tree.n > 0;
    if (by_medians) {
      if (!palette.label.reserve(ground.tree.n + 4)) return false;
      medians = solver.clusters;
      for (int i = 0; i < kMedianSteps; i++) {
        solver.label(ground.tree, medians, palette.label.get());
        Medians::step(ground.tree, palette.label.get(), medians);
      }
    }
    show(by_medians ? medians : solver.clusters);
    if (!measure()) return false;
    summary.squared_error = palette.squared_error;
    summary.delta_e = palette.delta_e;
    if (!solver.has_weights && !solver.is_exact && ground.tree.n > 0)  // no pass has told the cost
      summary.cost = palette.nearest.cost(ground.tree.nodes[0].squares);
    is_shown = true;
    return true;
  }
};

color_quantization* color_quantization_new(void) {
  void* memory = malloc(sizeof(color_quantization));
  if (!memory) return nullptr;
  auto* q = new (memory) color_quantization;
  q->spaces.init();
  if (q->tile.reserve(COLOR_QUANTIZATION_TILE) && q->indices.reserve(COLOR_QUANTIZATION_TILE) && q->table.init() && q->solver.init())
    return q;
  color_quantization_free(q);
  return nullptr;
}

void color_quantization_free(color_quantization* q) {
  if (!q) return;
  q->~color_quantization();
  free(q);
}

uint32_t* color_quantization_pixels(color_quantization* q) { return q->tile.get(); }
uint8_t* color_quantization_indices(color_quantization* q) { return q->indices.get(); }

int32_t color_quantization_count(color_quantization* q, uint32_t count) {
  return q->table.count(q->tile.get(), count) ? COLOR_QUANTIZATION_DONE : COLOR_QUANTIZATION_NO_MEMORY;
}

int32_t color_quantization_gather(color_quantization* q) {
  size_t size = q->table.distinct();
  if (!q->distinct.resize(size) || !q->counted.resize(size)) return COLOR_QUANTIZATION_NO_MEMORY;
  size = 0;
  q->table.each([&](uint32_t color, uint32_t number) {
    q->distinct[size] = color;
    q->counted[size++] = number;
    return true;
  });
  q->all_gray = q->table.is_opaque() && GrayLevels::all_gray(q->distinct.get(), static_cast<uint32_t>(size));
  return COLOR_QUANTIZATION_DONE;
}

uint32_t color_quantization_distinct(const color_quantization* q) {
  return static_cast<uint32_t>(q->distinct.size());
}
double color_quantization_transparent(const color_quantization* q) { return q->table.transparent(); }
int32_t color_quantization_opaque(const color_quantization* q) { return q->table.is_opaque(); }

uint32_t color_quantization_cells(color_quantization* q, uint32_t most) {
  if (!q->stand_on(COLOR_QUANTIZATION_SRGB, COLOR_QUANTIZATION_BLEND) || !q->ground.tree.cut(most, false, q->cells)) return 0;
  const size_t size = q->cells.size();
  if (!q->cell_colors.resize(size) || !q->cell_counts.resize(size)) return 0;
  for (size_t i = 0; i < size; i++) {
    const Node& cell = q->ground.tree.nodes[q->cells[i]];
    double mean[4];
    for (int d = 0; d < 4; d++) mean[d] = cell.sum[d] / cell.weight;
    q->cell_colors[i] = q->spaces.color(mean, COLOR_QUANTIZATION_SRGB, q->ground.tree.dimensions == 4);
    q->cell_counts[i] = cell.weight;
  }
  return static_cast<uint32_t>(size);
}
const uint32_t* color_quantization_cell_colors(const color_quantization* q) { return q->cell_colors.get(); }
const double* color_quantization_cell_counts(const color_quantization* q) { return q->cell_counts.get(); }

uint32_t* color_quantization_palette(color_quantization* q) { return q->colors; }

int32_t color_quantization_begin(color_quantization* q, uint32_t k, int32_t space, int32_t alpha, int32_t mode, uint32_t seed,
                                 uint32_t locked, uint32_t started, double tolerance) {
  q->is_shown = false;
  q->solver.stage = Solver::Stage::kDone;
  if (!q->stand_on(space, alpha)) return COLOR_QUANTIZATION_NO_MEMORY;
  memcpy(q->locked, q->colors, sizeof q->locked);
  q->convert_given(locked + started);
  bool has_place = false;
  for (uint32_t j = 0; j < locked; j++) has_place |= q->colors[j] >> 24 == 0;
  // Transparent pixels take an entry, unless there is but one for all. Where others are half transparent it is near to these too,
  // and so one of the centroids.
  q->with_transparent = !has_place && q->has_unseen(alpha) && (k > locked + 1 || (k == 1 && locked == 0 && q->ground.tree.n == 0));
  if (q->with_transparent && q->ground.tree.dimensions == 4 && q->ground.tree.n > 0) {
    if (started > 0 && started == k - locked) started--;
    q->with_transparent = false;
    for (uint32_t j = locked + started; j > locked; j--) q->colors[j] = q->colors[j - 1];
    q->locked[locked] = q->colors[locked] = 0;
    locked++;
    q->convert_given(locked + started);
  }
  Wanted& wanted = q->wanted;
  wanted.k = static_cast<int>(k) - (q->with_transparent ? 1 : 0);
  wanted.mode = mode;
  wanted.seed = seed;
  wanted.tolerance = tolerance;
  wanted.locked = static_cast<int>(locked);
  wanted.started = static_cast<int>(started) < wanted.k - wanted.locked ? static_cast<int>(started) : wanted.k - wanted.locked;
  memset(&q->summary, 0, sizeof q->summary);
  if (!q->solver.begin(q->ground, q->distinct.get(), q->all_gray, wanted)) return COLOR_QUANTIZATION_NO_MEMORY;
  return COLOR_QUANTIZATION_MORE;
}

int32_t color_quantization_step(color_quantization* q) {
  if (q->solver.stage == Solver::Stage::kDone) {
    if (q->is_shown) return COLOR_QUANTIZATION_DONE;
    return q->finish() ? COLOR_QUANTIZATION_DONE : COLOR_QUANTIZATION_NO_MEMORY;
  }
  if (!q->solver.step()) {
    q->solver.stage = Solver::Stage::kDone;
    return COLOR_QUANTIZATION_NO_MEMORY;
  }
  q->show(q->solver.clusters);
  return COLOR_QUANTIZATION_MORE;
}

const color_quantization_summary* color_quantization_result(const color_quantization* q) { return &q->summary; }
const double* color_quantization_centroids(const color_quantization* q) { return q->centroids; }
const double* color_quantization_counts(const color_quantization* q) { return q->palette.counts; }
const double* color_quantization_errors(const color_quantization* q) { return q->palette.errors; }

int32_t color_quantization_remap(color_quantization* q, uint32_t size, int32_t space, int32_t alpha, int32_t dither, double strength,
                                 uint32_t width) {
  if (!q->stand_on(space, alpha)) return COLOR_QUANTIZATION_NO_MEMORY;
  const bool same = q->has_labels && q->palette.size == static_cast<int>(size) && memcmp(q->palette.colors, q->colors, 4 * size) == 0;
  if (!same) {
    q->palette.size = static_cast<int>(size);
    memcpy(q->palette.colors, q->colors, 4 * size);
    if (!q->measure()) return COLOR_QUANTIZATION_NO_MEMORY;
  }
  q->dithers = dither;
  q->width = width;
  q->remap_error = dither == COLOR_QUANTIZATION_NO_DITHER ? q->palette.squared_error : 0;
  if (dither == COLOR_QUANTIZATION_NO_DITHER) return COLOR_QUANTIZATION_DONE;
  if (!q->dither) {
    void* memory = malloc(sizeof(Dither));
    if (!memory) return COLOR_QUANTIZATION_NO_MEMORY;
    q->dither = new (memory) Dither;
  }
  return q->dither->begin(q->colors, static_cast<int>(size), dither, static_cast<float>(strength), width) ? COLOR_QUANTIZATION_DONE
                                                                                                        : COLOR_QUANTIZATION_NO_MEMORY;
}

void color_quantization_remap_tile(color_quantization* q, uint32_t count) {
  uint32_t* pixels = q->tile.get();
  uint8_t* entries = q->indices.get();
  const uint32_t* colors = q->palette.colors;
  if (q->dithers == COLOR_QUANTIZATION_NO_DITHER) return q->table.replace(pixels, entries, count, colors);
  const bool ignores = q->ground.tree.alpha == COLOR_QUANTIZATION_IGNORE;
  for (uint32_t begin = 0; begin + q->width <= count; begin += q->width) {
    uint32_t* row = pixels + begin;
    q->dither->row(row, entries + begin, [&](int x) { return ignores || row[x] >> 24 == 255 ? -1 : static_cast<int>(q->table.get(row[x])); });
    for (uint32_t x = 0; x < q->width; x++) {
      const uint32_t color = colors[entries[begin + x]];
      const uint32_t seen = row[x] >> 24 == 0 ? 0 : row[x];
      q->remap_error += Palette::squared(ignores ? seen | 0xff000000u : seen, color, true);
      row[x] = color;
    }
  }
}

double color_quantization_remap_error(const color_quantization* q) { return q->remap_error; }
