#include <initializer_list>

#include "problems.test.h"

void test_interface() {
  {
    Check check("cells out of range, out of order or twice are refused");
    struct Cell { uint32_t row, column; };
    const auto status = [](std::initializer_list<Cell> cells) {
      matrix_factorization* f = matrix_factorization_new(3, 2, 1, static_cast<uint32_t>(cells.size()));
      uint32_t at = 0;
      for (const Cell& cell : cells) {
        matrix_factorization_row(f)[at] = cell.row;
        matrix_factorization_column(f)[at++] = cell.column;
      }
      const int32_t result = matrix_factorization_prepare(f);
      matrix_factorization_free(f);
      return result;
    };
    check.that(status({{0, 0}, {0, 1}, {2, 0}}) == MATRIX_FACTORIZATION_OK, "in order");
    check.that(status({{2, 1}}) == MATRIX_FACTORIZATION_OK, "the last cell alone");
    for (const auto& bad : {status({{0, 2}}), status({{3, 0}}), status({{0, 1}, {0, 0}}), status({{1, 0}, {0, 0}}), status({{1, 1}, {1, 1}})})
      check.that(bad == MATRIX_FACTORIZATION_BAD_CELL, "%d", bad);
  }
  {
    Check check("what does not fit into memory is refused, and nothing can be freed twice");
    check.that(matrix_factorization_new(0xffffffff, 0xffffffff, 0xffffffff, 1) == nullptr, "that much memory");
    matrix_factorization_free(nullptr);
  }
}
