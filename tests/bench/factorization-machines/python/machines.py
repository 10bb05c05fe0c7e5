"""Factorization machines in Python, fitted by Adam: by hand with numpy and scipy, and with gradients that torch derives. All in float32.

Rows are picked by number for each batch, as they must be where rows are shuffled.
"""

import numpy

try:
    import scipy.sparse
except ImportError:
    scipy = None
try:
    import torch

    torch.set_num_threads(1)
except ImportError:
    torch = None

FLOAT = numpy.float32


class Given:
    """X whole or sparse, with as many entries in each row; targets; weights of rows; where to start, V of k x d."""

    def __init__(self, request, arrays):
        self.rows, self.d, self.k = request["rows"], request["d"], request["k"]
        self.classes = request["task"] == "classification"
        self.sparse = "column" in arrays
        value = arrays["value"].astype(FLOAT)
        if self.sparse:
            shape = (self.rows, -1)
            self.column, self.value = arrays["column"].astype(numpy.int64).reshape(shape), value.reshape(shape)
        else:
            self.X = value.reshape(self.rows, self.d)
        self.y = arrays["y"].astype(FLOAT)
        self.weight = arrays["weight"].astype(FLOAT) if "weight" in arrays else None
        self.start = numpy.array([request["w0"]], FLOAT), arrays["w1"].astype(FLOAT), arrays["V"].astype(FLOAT).reshape(self.k, self.d)


class ByHand:
    """Rendle's gradient, as products of matrices."""

    def __init__(self, given, rate):
        self.given, self.rate, self.count = given, rate, 0
        if given.sparse:
            starts = numpy.arange(given.rows + 1) * given.column.shape[1]
            shape = given.rows, given.d
            self.X = scipy.sparse.csr_matrix((given.value.ravel(), given.column.ravel(), starts), shape)
            self.X2 = self.X.multiply(self.X).tocsr()
        else:
            self.X = given.X
            self.X2 = given.X**2
        self.weights = [part.copy() for part in given.start]
        self.means = [numpy.zeros_like(part) for part in self.weights]
        self.squares = [numpy.zeros_like(part) for part in self.weights]

    def forward(self, X, X2):
        w0, w1, V = self.weights
        sums = X @ V.T
        pairs = numpy.einsum("bf,bf->b", sums, sums) - X2 @ numpy.einsum("fi,fi->i", V, V)
        return sums, w0 + X @ w1 + FLOAT(0.5) * pairs

    def derive(self, rows):
        given = self.given
        X, X2, y = (self.X, self.X2, given.y) if rows is None else (self.X[rows], self.X2[rows], given.y[rows])
        sums, scores = self.forward(X, X2)
        away = 1 / (1 + numpy.exp(-scores)) - y if given.classes else 2 * (scores - y)
        if given.weight is None:
            away /= len(y)
        else:
            weight = given.weight if rows is None else given.weight[rows]
            away *= weight / weight.sum()
        V = self.weights[2]
        return away.sum(keepdims=True), X.T @ away, (X.T @ (sums * away[:, None])).T - V * (X2.T @ away)

    def gradient(self, rows):
        return [numpy.asarray(part) for part in self.derive(rows)]

    def step(self, rows):
        self.count += 1
        share1, share2 = 1 - 0.9**self.count, 1 - 0.999**self.count
        for value, g, mean, square in zip(self.weights, self.derive(rows), self.means, self.squares):
            mean *= FLOAT(0.9)
            mean += FLOAT(0.1) * g
            square *= FLOAT(0.999)
            square += FLOAT(0.001) * (g * g)
            value -= FLOAT(self.rate / share1) * mean / (numpy.sqrt(square / FLOAT(share2)) + FLOAT(1e-8))

    def loss(self):
        given = self.given
        _, scores = self.forward(self.X, self.X2)
        each = numpy.logaddexp(0, scores) - given.y * scores if given.classes else (scores - given.y) ** 2
        return float(numpy.average(each, weights=given.weight))


class Derived:
    """The loss in torch, its gradient by the tape, its own Adam. Sparse rows as gathered columns of V."""

    def __init__(self, given, rate):
        self.given = given
        tensor = torch.from_numpy
        self.x = (tensor(given.column), tensor(given.value)) if given.sparse else (tensor(given.X),)
        self.y = tensor(given.y)
        self.weight = None if given.weight is None else tensor(given.weight)
        w0, w1, V = given.start
        self.weights = [tensor(part.copy()).requires_grad_() for part in (w0, w1, numpy.ascontiguousarray(V.T))]
        self.optimizer = torch.optim.Adam(self.weights, lr=rate)

    def scores(self, x):
        w0, w1, V = self.weights
        if self.given.sparse:
            column, value = x
            vx = torch.nn.functional.embedding(column, V) * value[:, :, None]
            linear, sums, squares = (w1[column] * value).sum(1), vx.sum(1), (vx * vx).sum((1, 2))
            return w0 + linear + 0.5 * ((sums * sums).sum(1) - squares)
        sums = x[0] @ V
        return w0 + x[0] @ w1 + 0.5 * ((sums * sums).sum(1) - (x[0] * x[0]) @ (V * V).sum(1))

    def error(self, rows):
        x, y, weight = self.x, self.y, self.weight
        if rows is not None:
            rows = torch.from_numpy(rows)
            x, y = tuple(part[rows] for part in x), y[rows]
            weight = weight if weight is None else weight[rows]
        scores = self.scores(x)
        if self.given.classes:
            each = torch.nn.functional.binary_cross_entropy_with_logits(scores, y, reduction="none")
        else:
            each = (scores - y) ** 2
        return each.mean() if weight is None else (each * weight).sum() / weight.sum()

    def backward(self, rows):
        self.optimizer.zero_grad(set_to_none=True)
        self.error(rows).backward()

    def gradient(self, rows):
        self.backward(rows)
        w0, w1, V = (part.grad.numpy() for part in self.weights)
        return w0, w1, V.T

    def step(self, rows):
        self.backward(rows)
        self.optimizer.step()

    def loss(self):
        with torch.no_grad():
            return float(self.error(None))


METHODS = {"numpy": ByHand, **({"torch": Derived} if torch else {})}


def versions():
    return {
        "numpy": numpy.__version__,
        **({"scipy": scipy.__version__} if scipy else {}),
        **({"torch": torch.__version__} if torch else {}),
    }
