"""Alternating least squares in numpy, float64: the Gram matrix of each row by BLAS, then all the small systems in one call."""

import numpy


def side(starts, index, value, other, beta):
    """For each row, p minimizing |d - p q|^2 + beta/2 |p|^2 over its observed cells; `other` holds a q in each row."""
    k = other.shape[1]
    grams = numpy.empty((len(starts) - 1, k, k))
    rights = numpy.empty((len(starts) - 1, k))
    for i, (low, high) in enumerate(zip(starts[:-1], starts[1:])):
        q = other[index[low:high]]
        grams[i] = q.T @ q
        rights[i] = value[low:high] @ q
    grams += beta / 2 * numpy.eye(k)
    return numpy.linalg.solve(grams, rights[:, :, None])[:, :, 0]


class Sweeps:
    def __init__(self, given, arrays):
        m, n, k = given["rows"], given["columns"], given["k"]
        row, column, value = arrays["row"], arrays["column"], arrays["value"]
        self.beta = given["beta"]
        self.P = arrays["P"].reshape(m, k).copy()
        self.Qt = numpy.ascontiguousarray(arrays["Q"].reshape(k, n).T)
        by_column = numpy.argsort(column, kind="stable")
        ends = lambda index, count: [0, *numpy.cumsum(numpy.bincount(index, minlength=count)).tolist()]
        self.rows = ends(row, m), column.astype(numpy.int64), value
        self.columns = ends(column, n), row[by_column].astype(numpy.int64), value[by_column]

    def sweep(self):
        self.P = side(*self.rows, self.Qt, self.beta)
        self.Qt = side(*self.columns, self.P, self.beta)
