"""Steps of gradient descent in Python: by hand with numpy and scipy, and with gradients that torch derives. All in float32."""

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


class Problem:
    """The observed cells by row and column, in the factors' start."""

    def __init__(self, given, arrays):
        self.m, self.n, self.k = given["rows"], given["columns"], given["k"]
        self.beta, self.loss = given["beta"], given["loss"]
        self.row, self.column = arrays["row"].astype(numpy.int64), arrays["column"].astype(numpy.int64)
        self.value = arrays["value"].astype(numpy.float32)
        self.P = arrays["P"].reshape(self.m, self.k).astype(numpy.float32)
        self.Q = arrays["Q"].reshape(self.k, self.n).astype(numpy.float32)

    def dense(self):
        D = numpy.zeros((self.m, self.n), numpy.float32)
        W = numpy.zeros((self.m, self.n), numpy.float32)
        D[self.row, self.column] = self.value
        W[self.row, self.column] = 1
        return D, W


def error_and_slope(loss, x, d):
    """The loss of each cell, summed, and its derivative by x: both before W. `x` may be written to."""
    if loss == "logistic":
        likely = 1 / (1 + numpy.exp(-x))
        return lambda w: float(numpy.dot(w, (numpy.logaddexp(0, x) - d * x).ravel())), likely - d
    error = numpy.subtract(x, d, out=x)
    if loss == "huber":
        slope = numpy.clip(error, -1, 1)
        return lambda w: float(numpy.dot(w, (slope * (error - slope / 2)).ravel())), slope
    return lambda w: float(numpy.dot(w, (error * error).ravel())), 2 * error


def penalty(beta, P, Q):
    return beta / 2 * float(numpy.vdot(P, P) + numpy.vdot(Q, Q))


def numpy_dense(problem):
    """All cells, with a mask: three products of matrices."""
    D, W = problem.dense()
    w, loss, beta = W.ravel(), problem.loss, numpy.float32(problem.beta)
    buffer = numpy.empty_like(D)

    def evaluate(P, Q):
        X = numpy.matmul(P, Q, out=buffer)
        if loss == "squared":  # nothing but what it takes
            X -= D
            X *= W
            total = float(numpy.vdot(X, X))
            X *= 2
            slope = X
        else:
            total_of, slope = error_and_slope(loss, X, D)
            total = total_of(w)
            slope *= W
        return total + penalty(problem.beta, P, Q), slope @ Q.T + beta * P, P.T @ slope + beta * Q

    return evaluate


def scipy_sparse(problem):
    """The observed cells alone: gathered by row and column, and two products with a sparse matrix."""
    row, column, d = problem.row, problem.column, problem.value
    beta, ones = numpy.float32(problem.beta), numpy.ones(len(d), numpy.float32)
    starts = numpy.concatenate([[0], numpy.cumsum(numpy.bincount(row, minlength=problem.m))])
    slopes = scipy.sparse.csr_matrix((ones.copy(), column, starts), (problem.m, problem.n))

    def evaluate(P, Q):
        Qt = numpy.ascontiguousarray(Q.T)
        x = numpy.einsum("ij,ij->i", P[row], Qt[column])
        total_of, slope = error_and_slope(problem.loss, x, d)
        total = total_of(ones)
        slopes.data = slope
        return total + penalty(problem.beta, P, Q), slopes @ Qt + beta * P, (slopes.T @ P).T + beta * Q

    return evaluate


def torch_losses(loss, x, d, weight=None):
    functional = torch.nn.functional
    if loss == "logistic":
        return functional.binary_cross_entropy_with_logits(x, d, weight=weight, reduction="sum")
    if loss == "huber":
        each = functional.huber_loss(x, d, reduction="none")
    else:
        each = (x - d) ** 2
    return (each if weight is None else weight * each).sum()


def torch_derived(predict, problem, d, weight=None):
    def evaluate(P, Q):
        P.grad = Q.grad = None
        loss = torch_losses(problem.loss, predict(P, Q), d, weight)
        loss = loss + problem.beta / 2 * ((P**2).sum() + (Q**2).sum())
        loss.backward()
        return loss.item(), P.grad, Q.grad

    return evaluate


def torch_dense(problem):
    """All cells, with a mask."""
    D, W = map(torch.from_numpy, problem.dense())
    return torch_derived(lambda P, Q: P @ Q, problem, D, W)


def torch_gather(problem):
    """The observed cells alone: rows of P and of Q's transpose, gathered."""
    row, column, d = map(torch.from_numpy, (problem.row, problem.column, problem.value))
    return torch_derived(lambda P, Q: (P[row] * Q.T[column]).sum(1), problem, d)


METHODS = {
    **({"scipy-sparse": scipy_sparse} if scipy else {}),
    "numpy-dense": numpy_dense,
    **({"torch-dense": torch_dense, "torch-gather": torch_gather} if torch else {}),
}


def versions():
    found = {"numpy-dense": numpy.__version__}
    if scipy:
        found["scipy-sparse"] = scipy.__version__
    if torch:
        found.update(dict.fromkeys(["torch-dense", "torch-gather"], torch.__version__))
    return found


class Walk:
    """Factors on their way down, by one of tfjs' three optimizers."""

    def __init__(self, method, problem, optimizer):
        self.by_torch = method.startswith("torch")
        self.evaluate = METHODS[method](problem)
        self.factors = [problem.P.copy(), problem.Q.copy()]
        if self.by_torch:
            self.factors = [torch.from_numpy(factor).requires_grad_() for factor in self.factors]
        zeros = torch.zeros_like if self.by_torch else numpy.zeros_like
        self.means = [zeros(factor) for factor in self.factors]
        self.squares = [zeros(factor) for factor in self.factors]
        self.optimizer, self.count = optimizer, 0
        self.loss, *self.gradient = self.evaluate(*self.factors)

    def step(self):
        self.count += 1
        if self.by_torch:
            with torch.no_grad():
                self.move(torch.sqrt)
        else:
            self.move(numpy.sqrt)
        self.loss, *self.gradient = self.evaluate(*self.factors)

    def move(self, sqrt):
        method, alpha = self.optimizer["method"], self.optimizer["alpha"]
        for factor, gradient, mean, square in zip(self.factors, self.gradient, self.means, self.squares):
            if method == "gradient-descent":
                factor -= alpha * gradient
            elif method == "momentum":
                mean *= self.optimizer.get("momentum", 0.9)
                mean += gradient
                factor -= alpha * mean
            else:
                mean *= 0.9
                mean += 0.1 * gradient
                square *= 0.999
                square += 0.001 * gradient**2
                share, of_square = 1 - 0.9**self.count, 1 - 0.999**self.count
                factor -= alpha / share * mean / (sqrt(square / of_square) + 1e-8)
