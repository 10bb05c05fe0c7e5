import numpy as np


class SGD:
    def __init__(self, lr=0.001, decay=0.0):
        self.lr, self.decay = lr, decay

    def start(self, weights):
        return lambda weights, gradient, epoch: [
            w - self.lr / (1 + self.decay * (epoch - 1)) * g for w, g in zip(weights, gradient)
        ]


class RMSProp:
    def __init__(self, lr=0.001, rho=0.9, epsilon=1e-6):
        self.lr, self.rho, self.epsilon = lr, rho, epsilon

    def start(self, weights):
        squares = [np.zeros_like(w) for w in weights]

        def update(weights, gradient, epoch):
            squares[:] = [self.rho * a + (1 - self.rho) * g**2 for a, g in zip(squares, gradient)]
            return [w - self.lr * g / np.sqrt(a + self.epsilon) for w, g, a in zip(weights, gradient, squares)]

        return update


class Adam:
    def __init__(self, lr=0.001):
        self.lr = lr

    def start(self, weights):
        means, squares = [[np.zeros_like(w) for w in weights] for _ in range(2)]
        steps = [0]

        def update(weights, gradient, epoch):
            steps[0] += 1
            t = steps[0]
            b1 = 0.9 * (1 - 1e-8) ** (t - 1)
            means[:] = [b1 * m + (1 - b1) * g for m, g in zip(means, gradient)]
            squares[:] = [0.999 * a + 0.001 * g**2 for a, g in zip(squares, gradient)]
            return [
                w - self.lr * (m / (1 - 0.9**t)) / (np.sqrt(a / (1 - 0.999**t)) + 1e-8)
                for w, m, a in zip(weights, means, squares)
            ]

        return update
