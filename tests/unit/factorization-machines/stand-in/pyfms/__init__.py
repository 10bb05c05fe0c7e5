"""Stands in for pyfms in tests, as Theano can no longer be had: what its programs call, computed by numpy, with its formulas."""

import numpy as np
from scipy.sparse import issparse

from . import optimizers, regularizers


class Model:
    def __init__(self, feature_count, k=8, stdev=0.1, X_format="dense"):
        assert X_format in ("dense", "csr", "csc")
        self.sparse = X_format != "dense"
        self.weights = (np.zeros(1), np.zeros(feature_count), stdev * np.random.randn(k, feature_count))

    def set_weights(self, weights):
        for given, own in zip((weights.w0, weights.w1, weights.v), self.weights):
            assert given.shape == own.shape, (given.shape, own.shape)
        self.weights = (weights.w0, weights.w1, weights.v)

    def get_weights(self):
        return self.weights

    def score(self, X, w0, w1, v):
        assert issparse(X) == self.sparse
        squares = X.power(2) if self.sparse else X**2
        return w0 + X @ w1 + 0.5 * np.sum((X @ v.T) ** 2 - squares @ (v**2).T, axis=1)

    def fit(
        self,
        X,
        y,
        optimizer=None,
        regularizer=None,
        sample_weight=None,
        batch_size=128,
        nb_epoch=100,
        shuffle=True,
        verbosity=0,
        memory=True,
    ):
        n = X.shape[0]
        s = np.ones(n) if sample_weight is None else sample_weight * n / sample_weight.sum()

        def loss(weights):
            value = np.sum(s * self.error(y, self.score(X, *weights))) / s.sum()
            return value + (regularizer.penalty(weights) if regularizer else 0)

        update = (optimizer or optimizers.Adam()).start(self.weights)
        best = (np.inf, self.weights)
        for epoch in range(1, nb_epoch + 1):
            if shuffle:
                order = np.random.permutation(n)
                X, y = X[order], y[order]  # and not s, as in pyfms
            for at in range(0, n, batch_size):
                rows = slice(at, at + batch_size)
                gradient = self.gradient(X[rows], y[rows], s[rows])
                if regularizer:
                    gradient = [a + b for a, b in zip(gradient, regularizer.gradient(self.weights))]
                self.weights = tuple(update(self.weights, gradient, epoch))
            value = loss(self.weights)
            if not np.isfinite(value):
                raise ArithmeticError("Non-finite loss function.")
            if value < best[0]:
                best = (value, self.weights)
        if memory:
            self.weights = best[1]

    def gradient(self, X, y, s):
        w0, w1, v = self.weights
        e = s * self.slope(y, self.score(X, w0, w1, v)) / s.sum()
        squares = X.power(2) if self.sparse else X**2
        return [np.array([e.sum()]), X.T @ e, (X.T @ (e[:, None] * (X @ v.T))).T - v * (squares.T @ e)]

    def save_weights(self, path):
        w0, w1, v = self.weights
        with open(path, "wb") as file:
            np.savez(file, w0=w0, w1=w1, v=v)


class Classifier(Model):
    def error(self, y, f):
        return np.logaddexp(0, f) - y * f

    def slope(self, y, f):
        return 1 / (1 + np.exp(-f)) - y

    def predict_proba(self, X):
        return 1 / (1 + np.exp(-self.score(X, *self.weights)))


class Regressor(Model):
    def error(self, y, f):
        return (f - y) ** 2

    def slope(self, y, f):
        return 2 * (f - y)

    def predict(self, X):
        return self.score(X, *self.weights)
