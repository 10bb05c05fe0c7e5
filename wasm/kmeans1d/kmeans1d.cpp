// This work is based on:
// Xiaolin Wu. Optimal Quantization by Matrix Searching. 1991
// Alok Aggarwal, Baruch Schieber, Takeshi Tokuyama. Finding a Minimum-Weight k-Link Path in Graphs with the Concave Monge
//   Property and Applications. 1994
// Allan Grønlund, Kasper Green Larsen, Alexander Mathiasen, Jesper Sindahl Nielsen, Stefan Schneider, Mingzhou Song. Fast Exact
//   k-Means, k-Medians and Bregman Divergence Clustering in 1D. 2017
//
// In the order of the work:
//   radix_sort.h         sort the values
//   points.h             duplicates joined into weighted points where there are many
//   prefix_sums.h        sums of x and x^2, centred on the median
//   coarse_guess.h       a price per cluster, guessed from a small problem
//   priced_pass.h        the cheapest partition for a price: one pass
//   simd_pass.h          the same, four sources at a time
//   multiplier_search.h  the price for which it has k clusters; ties by splicing two partitions
//   certificate.h        what the pass proves about every other partition
//   stable_cost.h        the cost for values that prefix sums cannot resolve
//   labels.h             which cluster each value belongs to
#include "kmeans1d.h"

#include <math.h>
#include <new>

#include "certificate.h"
#include "coarse_guess.h"
#include "labels.h"
#include "radix_sort.h"

namespace {

// Up to here the stable cost is quick enough to be used always.
constexpr uint32_t kFewPoints = 4096;
// A solution that the prefix sums cannot prove this close to optimal (relative to its inertia) is solved again by stable costs.
// The proof allows for the worst in every rounding; the truth is some thousand times better.
constexpr double kGapWanted = 1e-8;

// A power of two that keeps sums of squares of huge values finite, and squares of tiny ones from vanishing.
double scale_for(double smallest, double largest) {
  constexpr int kHuge = 480, kTiny = -100;
  const double size = fmax(fabs(smallest), fabs(largest));
  int exponent = 0;
  frexp(size, &exponent);
  if (exponent > kHuge) return ldexp(1.0, kHuge - exponent);
  if (size > 0 && exponent < kTiny) return ldexp(1.0, exponent < -1000 ? 1000 : -exponent);
  return 1;
}

}  // namespace

struct kmeans1d {
  uint32_t n = 0, distinct = 0, bad_index = 0;
  int32_t type = 0;
  Buffer<char> values;             // as copied in; sorted by prepare
  Buffer<double> given_weights;    // as copied in
  Buffer<double> distinct_values;  // where points have weights
  Buffer<double> weights;
  bool exact_weights = true;  // sums of weights have no rounding errors

  Points points;
  PassArrays arrays;
  PrefixSums sums;
  SimdPass simd;
  CoarseGuess guess;
  StableCost stable;
  bool is_stable = false;
  double stable_error = 0;
  SumProblem sum_problem;
  StableProblem stable_problem;
  MultiplierSearch search;
  Partition partition;
  bool proof_is_coarse = false;

  kmeans1d_summary summary = {};
  uint32_t k = 0;
  Buffer<double> centroids, minima, maxima, counts, inertias;
  LabelTable table;
  bool table_is_ready = false;

  size_t value_size() const { return type == KMEANS1D_FLOAT32 ? sizeof(float) : sizeof(double); }

  // ---- preparing ----

  COLD int32_t prepare() {
    if (!arrays.reserve(n)) return KMEANS1D_NO_MEMORY;  // F serves as scratch for sorting
    bad_index = type == KMEANS1D_FLOAT32 ? floats_to_keys<float>(values.get(), n) : floats_to_keys<double>(values.get(), n);
    if (bad_index < n) return KMEANS1D_BAD_VALUE;
    if (type == KMEANS1D_WEIGHTED) {
      for (bad_index = 0; bad_index < n; ++bad_index) {
        const double weight = given_weights[bad_index];
        if (!(weight > 0 && weight < INFINITY)) return KMEANS1D_BAD_WEIGHT;
      }
    }
    if (!sort()) return KMEANS1D_NO_MEMORY;

    points.n = n;
    if (type == KMEANS1D_FLOAT32) points.floats = reinterpret_cast<const float*>(values.get());
    else points.doubles = reinterpret_cast<const double*>(values.get());
    points.scale = scale_for(points.value(0), points.value(n - 1));
    distinct = count_distinct();
    if (type == KMEANS1D_WEIGHTED || n <= kFewPoints || distinct < 0.75 * n) {
      if (!join_duplicates()) return KMEANS1D_NO_MEMORY;
    }
    points.centre = points.value(points.n / 2) * points.scale;
    if (points.n <= kFewPoints) return become_stable() ? KMEANS1D_OK : KMEANS1D_NO_MEMORY;
    return sums.build(points) && (points.weights || simd.reserve()) ? KMEANS1D_OK : KMEANS1D_NO_MEMORY;
  }

  COLD bool sort() {
    void* scratch = arrays.F.get();
    if (type == KMEANS1D_FLOAT32) {
      radix_sort(reinterpret_cast<uint32_t*>(values.get()), static_cast<uint32_t*>(scratch), n);
      keys_to_floats<float>(values.get(), n);
      return true;
    }
    uint64_t* keys = reinterpret_cast<uint64_t*>(values.get());
    if (type == KMEANS1D_FLOAT64) {
      radix_sort(keys, static_cast<uint64_t*>(scratch), n);
      keys_to_floats<double>(values.get(), n);
      return true;
    }
    Buffer<uint32_t> order, order_scratch;
    Buffer<double> sorted_weights;
    if (!order.reserve(n) || !order_scratch.reserve(n) || !sorted_weights.reserve(n)) return false;
    for (uint32_t i = 0; i < n; ++i) order[i] = i;
    radix_sort(keys, static_cast<uint64_t*>(scratch), n, order.get(), order_scratch.get());
    keys_to_floats<double>(values.get(), n);
    for (uint32_t i = 0; i < n; ++i) sorted_weights[i] = given_weights[order[i]];
    given_weights.swap(sorted_weights);
    return true;
  }

  NOINLINE uint32_t count_distinct() const {
    uint32_t count = 1;
    if (points.floats) {
      for (uint32_t i = 1; i < n; ++i) count += points.floats[i] != points.floats[i - 1];
    } else {
      for (uint32_t i = 1; i < n; ++i) count += points.doubles[i] != points.doubles[i - 1];
    }
    return count;
  }

  // Replaces the points by their distinct values, weighted.
  COLD bool join_duplicates() {
    if (!distinct_values.reserve(distinct + kPadding) || !weights.reserve(distinct + 1 + kPadding)) return false;
    const bool weighted = type == KMEANS1D_WEIGHTED;
    double total = 0, error = 0;  // summed with carried errors
    uint32_t next = 0;
    weights[0] = 0;
    for (uint32_t i = 0; i < points.n; ++i) {
      const double value = points.value(i);
      if (next == 0 || value != distinct_values[next - 1]) distinct_values[next++] = value;
      const double weight = weighted ? given_weights[i] : 1;
      exact_weights &= weight == floor(weight) && total < 4503599627370496.0;
      const double term = weight - error, sum = total + term;
      error = (sum - total) - term;
      total = sum;
      weights[next] = total;
    }
    values.release();
    given_weights.release();
    points.n = distinct;
    points.floats = nullptr;
    points.doubles = distinct_values.get();
    points.weights = weights.get();
    return true;
  }

  COLD bool become_stable() {
    if (!points.weights && !join_duplicates()) return false;
    sums.release();
    points.centre = 0;  // stable costs only use differences of neighbours, exact as they are; centring would round them
    if (!stable.build(points)) return false;
    stable_error = stable.relative_error();
    is_stable = true;
    return true;
  }

  // ---- solving ----

  COLD uint32_t solve(uint32_t wanted) {
    const uint32_t clusters = wanted < distinct ? wanted : distinct;
    if (!solve_once(clusters, 0) || !sharpen()) return 0;
    if (!is_stable && summary.gap > kGapWanted * summary.inertia && can_be_stable()) {
      const double price = search.lambda;
      const uint32_t passes = search.passes;
      if (!solve_once(clusters, price) || !sharpen()) return 0;
      summary.passes += passes;
    }
    return k;
  }

  // Many prices give k clusters when clusters are far apart, and the one found may be so high that F, which contains it k times,
  // is too coarse to prove anything. Looks for a lower price that still gives k (at a tie there is only one). False when there
  // is no memory.
  COLD bool sharpen() {
    double high = search.lambda, low = 0;
    const uint32_t clusters = k;
    for (int tries = 0; tries < 8 && high > 0 && proof_is_coarse && !search.spliced; ++tries) {
      const double inertia = summary.inertia * points.scale * points.scale;
      const double price = low > 0 ? sqrt(low) * sqrt(high) : 2 * inertia / clusters;
      if (!(price > low && price < high / 2)) break;
      const double found_at = search.lambda;
      search.lambda = price;
      search.passes++;
      const uint32_t found = problem().pass(price);
      if (found == 0) return false;
      if (found == clusters) {
        if (!read_partition(problem(), found, partition) || !finish()) return false;
        high = price;
      } else {
        search.lambda = found_at;
        low = price;
      }
    }
    summary.passes = search.passes;
    return true;
  }

  // Whether there was memory to turn to stable costs. If not, the solution in hand stays, with the gap that it has.
  COLD bool can_be_stable() {
    Buffer<double> trial;
    const size_t needed = size_t(distinct) * 9 + 64;  // values, weights, four numbers a point, queue, and the table
    if (!trial.reserve(needed)) return false;
    trial.release();
    return become_stable();
  }

  COLD bool solve_once(uint32_t clusters, double price) {
    search.lambda = 0;
    search.passes = 0;
    search.spliced = false;
    sum_problem.used_queue = false;
    if (clusters == 1) {
      if (!partition.reserve(1)) return false;
      partition.clusters = 1;
      partition.cuts[0] = 0;
      partition.cuts[1] = points.n;
    } else if (clusters == distinct) {
      if (!cut_everywhere()) return false;
    } else {
      double half_width = 0;
      if (!(price > 0)) price = is_stable ? guess.price(points, clusters) : guess.price(points, sums, arrays, clusters);
      if (!is_stable) half_width = guess.half_width();
      if (!search.run(problem(), clusters, price, half_width, partition)) return false;
    }
    return finish();
  }

  COLD bool cut_everywhere() {
    if (!partition.reserve(distinct)) return false;
    uint32_t c = 0;
    for (uint32_t i = 0; i < points.n; ++i) {
      if (i == 0 || points.value(i) != points.value(i - 1)) partition.cuts[c++] = i;
    }
    partition.cuts[c] = points.n;
    partition.clusters = distinct;
    return true;
  }

  COLD PricedProblem& problem() {
    if (is_stable) {
      stable_problem.n = points.n;
      stable_problem.arrays = &arrays;
      stable_problem.stable = &stable;
      return stable_problem;
    }
    sum_problem.n = points.n;
    sum_problem.arrays = &arrays;
    sum_problem.points = &points;
    sum_problem.sums = {sums.sum(), sums.squares(), points.weights};
    sum_problem.simd = points.weights ? nullptr : &simd;
    sum_problem.sum_error = sums.sum_error();
    sum_problem.total_squares = sums.total_squares();
    return sum_problem;
  }

  // One pass at a given price, for the curve of inertia against k.
  COLD uint32_t priced(double lambda) {
    search.spliced = false;
    search.passes = 1;
    search.lambda = lambda * points.scale * points.scale;
    sum_problem.used_queue = false;
    const uint32_t clusters = problem().pass(search.lambda);
    if (!clusters || !read_partition(problem(), clusters, partition) || !finish()) return 0;
    return k;
  }

  // ---- what is told of a partition ----

  COLD bool finish() {
    k = partition.clusters;
    if (!centroids.reserve(k) || !minima.reserve(k) || !maxima.reserve(k)) return false;
    if (!counts.reserve(k) || !inertias.reserve(k)) return false;
    double inertia = 0, error = 0;
    for (uint32_t c = 0; c < k; ++c) {
      const double term = describe(c) - error;
      const double next = inertia + term;
      error = (next - inertia) - term;
      inertia = next;
    }
    const double per_unit = 1 / points.scale;
    summary.inertia = inertia * per_unit * per_unit;
    const Certificate proof = certificate();
    summary.gap = k == distinct ? 0 : proof.gap(inertia) * per_unit * per_unit;
    proof_is_coarse = k > 1 && k < distinct && proof.rounding_of_totals() > kGapWanted / 4 * inertia;
    summary.lambda = search.lambda * per_unit * per_unit;
    summary.passes = search.passes;
    summary.method =
        (is_stable ? KMEANS1D_STABLE : 0) | (search.spliced ? KMEANS1D_SPLICED : 0) | (sum_problem.used_queue ? KMEANS1D_QUEUE : 0);
    table_is_ready = false;
    return true;
  }

  COLD Certificate certificate() const {
    Certificate proof;
    proof.points = points.n;
    proof.clusters = k;
    proof.lambda = search.lambda;
    proof.total = k > 1 ? arrays.F[points.n] : 0;
    proof.is_stable = is_stable;
    if (is_stable) {
      proof.relative_error = stable_error;
    } else {
      proof.total_squares = sums.total_squares();
      proof.sum_error = sums.sum_error();
      proof.range = points.coordinate(points.n - 1) - points.coordinate(0);
    }
    if (!points.weights) return proof;
    proof.smallest_weight = INFINITY;
    for (uint32_t i = 0; i < points.n; ++i) proof.smallest_weight = fmin(proof.smallest_weight, points.weight(i, i + 1));
    // The weight of a point is the difference of two rounded sums.
    if (!exact_weights) proof.weight_error = 4 * kUnitRoundoff * points.weight(0, points.n) / proof.smallest_weight;
    return proof;
  }

  // Centroid, range, size and inertia of one cluster, from its points themselves: about its mean as the prefix sums have it,
  // with a correction for what that mean is off. Returns the inertia, in scaled units.
  NOINLINE double describe(uint32_t c) {
    const uint32_t from = partition.cuts[c], to = partition.cuts[c + 1];
    const double weight = points.weight(from, to);
    double origin;
    if (is_stable) {
      const Summary run = stable.summary(from, to);
      origin = run.first + run.mean;
    } else {
      origin = (sums.sum()[to] - sums.sum()[from]) / weight + points.centre;
    }
    double sum = 0, squares = 0;
    for (uint32_t at = from; at < to;) {
      double x[256];
      const uint32_t end = to - at < 256 ? to : at + 256;
      points.read(at, end, x, 0);
      add_deviations(x, at, end, origin, sum, squares);
      at = end;
    }
    const double off = sum / weight;
    const double inertia = fmax(0.0, squares - sum * off);
    centroids[c] = (origin + off) / points.scale;
    minima[c] = points.value(from);
    maxima[c] = points.value(to - 1);
    if (centroids[c] < minima[c]) centroids[c] = minima[c];
    if (centroids[c] > maxima[c]) centroids[c] = maxima[c];
    counts[c] = weight;
    inertias[c] = inertia / points.scale / points.scale;
    return inertia;
  }

  NOINLINE void add_deviations(const double* x, uint32_t from, uint32_t to, double origin, double& sum, double& squares) const {
    double sums_of[4] = {}, squares_of[4] = {};
    for (uint32_t i = from; i < to; ++i) {
      const double deviation = x[i - from] - origin;
      const double weighted = points.weights ? deviation * points.weight(i, i + 1) : deviation;
      sums_of[i & 3] += weighted;
      squares_of[i & 3] += weighted * deviation;
    }
    sum += (sums_of[0] + sums_of[1]) + (sums_of[2] + sums_of[3]);
    squares += (squares_of[0] + squares_of[1]) + (squares_of[2] + squares_of[3]);
  }

  COLD bool label(const void* given, uint32_t count, void* labels, int32_t label_bytes) {
    if (!table_is_ready) {
      table_is_ready = table.build(maxima.get(), k, minima[0], maxima[k - 1], points.scale);
      if (!table_is_ready) return false;
    }
    if (type == KMEANS1D_FLOAT32) label_as(static_cast<const float*>(given), count, labels, label_bytes);
    else label_as(static_cast<const double*>(given), count, labels, label_bytes);
    return true;
  }

  template <class Value>
  void label_as(const Value* given, uint32_t count, void* labels, int32_t label_bytes) const {
    if (label_bytes == 1) table.label(given, count, static_cast<uint8_t*>(labels));
    else table.label(given, count, static_cast<uint32_t*>(labels));
  }
};

extern "C" {

kmeans1d* kmeans1d_new(uint32_t n, int32_t type) {
  void* memory = malloc(sizeof(kmeans1d));
  if (!memory) return nullptr;
  kmeans1d* data = new (memory) kmeans1d();
  data->n = n;
  data->type = type;
  const bool ok = data->values.reserve(n * data->value_size()) && (type != KMEANS1D_WEIGHTED || data->given_weights.reserve(n));
  if (ok) return data;
  kmeans1d_free(data);
  return nullptr;
}

void kmeans1d_free(kmeans1d* data) {
  if (!data) return;
  data->~kmeans1d();
  free(data);
}

void* kmeans1d_values(kmeans1d* data) { return data->values.get(); }
double* kmeans1d_weights(kmeans1d* data) { return data->given_weights.get(); }
int32_t kmeans1d_prepare(kmeans1d* data) { return data->prepare(); }
uint32_t kmeans1d_bad_index(const kmeans1d* data) { return data->bad_index; }
uint32_t kmeans1d_distinct(const kmeans1d* data) { return data->distinct; }
double kmeans1d_min(const kmeans1d* data) { return data->points.value(0); }
double kmeans1d_max(const kmeans1d* data) { return data->points.value(data->points.n - 1); }
uint32_t kmeans1d_solve(kmeans1d* data, uint32_t k) { return data->solve(k); }
const kmeans1d_summary* kmeans1d_result(const kmeans1d* data) { return &data->summary; }
const double* kmeans1d_centroids(const kmeans1d* data) { return data->centroids.get(); }
const double* kmeans1d_minima(const kmeans1d* data) { return data->minima.get(); }
const double* kmeans1d_maxima(const kmeans1d* data) { return data->maxima.get(); }
const double* kmeans1d_counts(const kmeans1d* data) { return data->counts.get(); }
const double* kmeans1d_inertias(const kmeans1d* data) { return data->inertias.get(); }
uint32_t kmeans1d_priced(kmeans1d* data, double lambda) { return data->priced(lambda); }
double kmeans1d_priced_inertia(const kmeans1d* data) { return data->summary.inertia; }

int32_t kmeans1d_labels(kmeans1d* data, const void* values, uint32_t count, void* labels, int32_t label_bytes) {
  return data->label(values, count, labels, label_bytes);
}

}  // extern "C"
