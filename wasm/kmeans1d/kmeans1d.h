// Globally optimal k-means of numbers on a line.
//
// One object holds one set of values. Prepare it once (sorting, prefix sums), then solve it for as many k as wanted:
//
//   kmeans1d* data = kmeans1d_new(n, KMEANS1D_FLOAT64);
//   memcpy(kmeans1d_values(data), values, n * sizeof(double));
//   if (kmeans1d_prepare(data) == KMEANS1D_OK && kmeans1d_solve(data, k)) { ... kmeans1d_centroids(data) ... }
//   kmeans1d_free(data);
//
// The method and its sources are described in kmeans1d.cpp. Plain C interface on pointers and counts; nothing here
// throws, prints or aborts, and there is no global state.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kmeans1d kmeans1d;

// What the values are, as they are copied in.
enum kmeans1d_type {
  KMEANS1D_FLOAT32 = 0,
  KMEANS1D_FLOAT64 = 1,
  KMEANS1D_WEIGHTED = 2,  // float64 values, each with a float64 weight > 0
};

enum kmeans1d_status {
  KMEANS1D_OK = 0,
  KMEANS1D_NO_MEMORY = 1,
  KMEANS1D_BAD_VALUE = 2,   // NaN or infinite; kmeans1d_bad_index says which
  KMEANS1D_BAD_WEIGHT = 3,  // NaN, infinite, zero or negative; kmeans1d_bad_index says which
};

// How the last solution was found, as bits of kmeans1d_summary.method.
enum kmeans1d_method {
  KMEANS1D_STABLE = 1,   // the backward-stable cost was used (few values, or ill-conditioned ones)
  KMEANS1D_SPLICED = 2,  // k was reached by joining two optimal partitions (ties)
  KMEANS1D_QUEUE = 4,    // the monotone queue was used, in place of the pruned pass
};

typedef struct {
  double inertia;  // sum of squared distances to the centroids (times weights), in units of value squared
  double gap;      // inertia minus a lower bound on the inertia of every partition into k clusters; rounding allowed for
  double lambda;   // the price per cluster for which the partition is optimal; 0 where none was needed
  double passes;   // passes over all values that it took
  double method;   // bits of kmeans1d_method
} kmeans1d_summary;

// Room for `n` values, 1 <= n <= 2^26. Null when there is no memory.
kmeans1d* kmeans1d_new(uint32_t n, int32_t type);
void kmeans1d_free(kmeans1d* data);

// Where to put the n values (float or double, by type), and the n weights (KMEANS1D_WEIGHTED only), before kmeans1d_prepare.
void* kmeans1d_values(kmeans1d* data);
double* kmeans1d_weights(kmeans1d* data);

// Sorts the values in place and prepares what all k have in common. Returns a kmeans1d_status; on any but KMEANS1D_OK the
// object can only be asked for kmeans1d_bad_index and freed. O(n).
int32_t kmeans1d_prepare(kmeans1d* data);
uint32_t kmeans1d_bad_index(const kmeans1d* data);  // position, from 0, of the first value or weight refused

uint32_t kmeans1d_distinct(const kmeans1d* data);  // number of distinct values
double kmeans1d_min(const kmeans1d* data);
double kmeans1d_max(const kmeans1d* data);

// Finds an optimal partition into min(k, distinct) clusters, k >= 1. Returns that number, or 0 when there is no memory.
// The results below are those of the last call, and stay where they are until the next.
uint32_t kmeans1d_solve(kmeans1d* data, uint32_t k);
const kmeans1d_summary* kmeans1d_result(const kmeans1d* data);
// Each of these points to one double per cluster, in ascending order of cluster.
const double* kmeans1d_centroids(const kmeans1d* data);
const double* kmeans1d_minima(const kmeans1d* data);    // smallest value of the cluster
const double* kmeans1d_maxima(const kmeans1d* data);    // largest
const double* kmeans1d_counts(const kmeans1d* data);    // number of values, or their total weight
const double* kmeans1d_inertias(const kmeans1d* data);  // the cluster's share of the inertia

// The cheapest partition when each cluster costs `lambda` > 0: one pass. Returns its number of clusters (0: no memory);
// kmeans1d_priced_inertia is its inertia, a vertex of the convex curve of best inertia against k. Replaces the results of
// kmeans1d_solve.
uint32_t kmeans1d_priced(kmeans1d* data, double lambda);
double kmeans1d_priced_inertia(const kmeans1d* data);

// The cluster of each of `count` values by the last kmeans1d_solve, in the order given: values at or below
// maxima[c] and above maxima[c - 1] belong to c. `values` are of the object's type; they need not be those of kmeans1d_values.
// Labels are written as uint8_t (label_bytes = 1, k <= 256) or uint32_t (label_bytes = 4). Returns 0 when there is no memory.
int32_t kmeans1d_labels(kmeans1d* data, const void* values, uint32_t count, void* labels, int32_t label_bytes);

#ifdef __cplusplus
}
#endif
