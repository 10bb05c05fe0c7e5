import numpy as np


class L1:
    def __init__(self, beta_w0=0.0, beta_w1=0.0, beta_v=0.0):
        self.betas = (beta_w0, beta_w1, beta_v)

    def penalty(self, weights):
        return sum(beta * np.mean(self.size(w)) for beta, w in zip(self.betas, weights))

    def gradient(self, weights):
        return [beta * self.slope(w) / w.size for beta, w in zip(self.betas, weights)]

    def size(self, w):
        return np.abs(w)

    def slope(self, w):
        return np.sign(w)


class L2(L1):
    def size(self, w):
        return w**2

    def slope(self, w):
        return 2 * w
