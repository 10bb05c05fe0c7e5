// kmeans1d.bench <data> <k,k,...> [repetitions]: times the native build, as JSON on the standard output.
//
// <data> is the path of a file of float32 values in the machine's byte order, or normal:<n>, n values of the normal distribution
// from seed 1: those that gaussian(seeded(1)) of src/engine/random.ts gives, but for the last bit of a few.
// Times are nanoseconds of this thread's CPU per value; `prepare` and `total` begin at values not yet copied in.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "kmeans1d.h"
#include "seeded.test.h"

namespace {

std::vector<float> read_data(const char* name) {
  std::vector<float> values;
  if (strncmp(name, "normal:", 7) == 0) {
    Seeded random(1);
    values.resize(strtoul(name + 7, nullptr, 10));
    for (float& value : values) value = static_cast<float>(random.gauss());
  } else if (FILE* file = fopen(name, "rb")) {
    float buffer[4096];
    while (const size_t count = fread(buffer, sizeof(float), 4096, file)) values.insert(values.end(), buffer, buffer + count);
    fclose(file);
  }
  return values;
}

double thread_ns() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

void print_times(const char* phase, std::vector<double>& times, size_t n, const char* end) {
  std::sort(times.begin(), times.end());
  const double per_value = 1.0 / static_cast<double>(n);
  printf("\"%s\": {\"best\": %.2f, \"median\": %.2f}%s", phase, times[0] * per_value, times[times.size() / 2] * per_value, end);
}

void run(const std::vector<float>& values, uint32_t k, int repetitions) {
  const auto n = static_cast<uint32_t>(values.size());
  std::vector<double> prepare, solve, label, total;
  std::vector<uint32_t> labels(n);
  kmeans1d_summary summary = {};
  uint32_t found = 0;
  for (int repetition = 0; repetition < repetitions; repetition++) {
    const double start = thread_ns();
    kmeans1d* data = kmeans1d_new(n, KMEANS1D_FLOAT32);
    memcpy(kmeans1d_values(data), values.data(), n * sizeof(float));
    kmeans1d_prepare(data);
    const double prepared = thread_ns();
    found = kmeans1d_solve(data, k);
    const double solved = thread_ns();
    kmeans1d_labels(data, values.data(), n, labels.data(), 4);
    const double labelled = thread_ns();
    summary = *kmeans1d_result(data);
    kmeans1d_free(data);
    prepare.push_back(prepared - start);
    solve.push_back(solved - prepared);
    label.push_back(labelled - solved);
    total.push_back(labelled - start);
  }
  printf("  {\"n\": %u, \"k\": %u, \"inertia\": %.17g, \"gap\": %.3g, \"passes\": %g, ", n, found, summary.inertia, summary.gap,
         summary.passes);
  print_times("prepare", prepare, n, ", ");
  print_times("solve", solve, n, ", ");
  print_times("labels", label, n, ", ");
  print_times("total", total, n, "}");
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<float> values = count > 2 ? read_data(arguments[1]) : std::vector<float>();
  if (values.empty()) {
    fprintf(stderr, "usage: kmeans1d.bench <file of float32 values | normal:n> <k,k,...> [repetitions]\n");
    return 2;
  }
  const int repetitions = count > 3 ? std::max(1, atoi(arguments[3])) : 7;
  printf("[\n");
  const char* separator = "";
  for (const char* k = strtok(arguments[2], ","); k; k = strtok(nullptr, ",")) {
    printf("%s", separator);
    run(values, static_cast<uint32_t>(strtoul(k, nullptr, 10)), repetitions);
    separator = ",\n";
  }
  printf("\n]\n");
}
