// The observed cells, by row; on request, also by column.
#pragma once
#include "factors.h"

// Some lines of a matrix with what is observed of each: others[i] and values[i] for i from begin[line] to begin[line + 1].
struct Lines {
  const uint32_t* begin;
  const uint32_t* others;
  const double* values;
};

class Cells {
 public:
  Buffer<uint32_t> row, column;
  Buffer<double> value;

  bool reserve(const Sizes& sizes) {
    return row.reserve(sizes.count) && column.reserve(sizes.count) && value.reserve(sizes.count) &&
           row_begin_.reserve(sizes.rows + size_t{1});
  }

  // Finds where rows begin; false if a cell is out of range or out of order.
  COLD bool index_rows(const Sizes& sizes) {
    uint32_t at = 0;
    for (uint32_t r = 0; r < sizes.rows; r++) {
      row_begin_[r] = at;
      for (uint32_t first = at; at < sizes.count && row[at] == r; at++)
        if (column[at] >= sizes.columns || (at > first && column[at] <= column[at - 1])) return false;
    }
    row_begin_[sizes.rows] = at;
    return at == sizes.count;
  }

  // A counting sort: rows stay in order within a column. False when there is no memory.
  COLD bool index_columns(const Sizes& sizes) {
    if (!column_begin_.reserve(sizes.columns + size_t{2}) || !row_of_.reserve(sizes.count) || !value_of_.reserve(sizes.count))
      return false;
    for (uint32_t c = 0; c < sizes.columns + 2; c++) column_begin_[c] = 0;
    for (uint32_t i = 0; i < sizes.count; i++) column_begin_[column[i] + 2]++;
    for (uint32_t c = 2; c < sizes.columns + 2; c++) column_begin_[c] += column_begin_[c - 1];
    uint32_t* next = column_begin_.get() + 1;  // where the next cell of a column goes: at the end, where the column after it begins
    for (uint32_t i = 0; i < sizes.count; i++) {
      const uint32_t to = next[column[i]]++;
      row_of_[to] = row[i];
      value_of_[to] = value[i];
    }
    return true;
  }

  Lines by_row() const { return {row_begin_.get(), column.get(), value.get()}; }
  Lines by_column() const { return {column_begin_.get(), row_of_.get(), value_of_.get()}; }

 private:
  Buffer<uint32_t> row_begin_, column_begin_, row_of_;
  Buffer<double> value_of_;
};
