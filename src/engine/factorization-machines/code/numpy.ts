import { fullOptimizer, type Optimizer } from '../settings.ts';
import {
  holdsOut,
  isSparseRecipe,
  pythonData,
  pythonRandom,
  pythonScaling,
  pythonSplit,
  pythonStart,
  pythonUnscaling,
} from './python-parts.ts';
import type { Recipe } from './recipe.ts';

/** A Python program that repeats a run by numpy alone (and scipy where rows are sparse), number for number, with the gradient by hand. */
export function numpyCode(recipe: Recipe): string {
  const { task, standardize, batchSize, shuffle, epochs, keep, patience, start } = recipe;
  const sparse = isSparseRecipe(recipe);
  const classes = task === 'classification';
  const held = holdsOut(recipe);
  const squared = sparse ? 'X.power(2)' : 'X**2';
  const stop = held && patience ? `\n    if epoch - best[1] >= ${patience}:\n        break` : '';
  return `# A factorization machine: w0 + <w1, x> + the sum over i < j of <v_i, v_j> x_i x_j
# pip install numpy${sparse ? ' scipy' : ''}
import math

import numpy as np
${sparse ? 'from scipy.sparse import csr_matrix, diags\n' : ''}${pythonRandom(recipe, shuffle !== false)}
${pythonData(recipe)}${pythonSplit(recipe)}${standardize ? pythonScaling(recipe) : ''}${pythonStart(recipe, shuffle !== false)}
weights = [w0, w1, V]


def scores(X, w0, w1, V):
    return w0 + X @ w1 + ((X @ V.T) ** 2 - ${squared} @ (V**2).T).sum(axis=1) / 2


def error(X, y, s, weights):
    """Mean ${classes ? 'cross entropy' : 'squared error'}."""
    f = scores(X, *weights)
    return s @ (${classes ? 'np.logaddexp(0, f) - y * f' : '(f - y) ** 2'}) / s.sum()


${penaltyCode(recipe)}def gradient(X, y, s, w0, w1, V):
    f = scores(X, w0, w1, V)
    e = s * ${classes ? '(0.5 + 0.5 * np.tanh(f / 2) - y)' : '2 * (f - y)'} / s.sum()
    by_V = (X.T @ (e[:, None] * (X @ V.T))).T - V * (${sparse ? 'X.power(2)' : '(X**2)'}.T @ e)
    return [np.array([e.sum()]), X.T @ e, by_V]


${rule(recipe.optimizer)}

${shuffle === 'start' ? '' : shuffle ? `random = seeded(${shuffle.seed})\n` : ''}order, step_number = list(range(len(y))), 0
best = [${held ? 'error(HX, Hy, Hs, weights)' : 'loss(weights)'}, 0, weights]
for epoch in range(1, ${epochs} + 1):
${shuffle === false ? '' : '    shuffle(order, random)\n'}    for at in range(0, len(y), ${batchSize}):
        rows = order[at : at + ${batchSize}]
        if s[rows].sum() == 0:
            continue
        step_number += 1
        slopes = gradient(X[rows], y[rows], s[rows], *weights)
        weights = [step(i, w, g + shrink(i, w), step_number, epoch) for i, (w, g) in enumerate(zip(weights, slopes))]
    value = ${held ? 'error(HX, Hy, Hs, weights)' : 'loss(weights)'}
    if value < best[0]:
        best = [value, epoch, weights]${stop}

w0, w1, V = ${keep === 'best' ? `weights = best[2]  # of the epoch with the least ${held ? 'error of the rows held out' : 'loss'}` : 'weights'}
print("loss", loss(weights)${keep === 'best' ? ', "of epoch", best[1]' : ''})
${held ? 'print("held out", error(HX, Hy, Hs, weights))\n' : ''}${
  classes
    ? ''
    : `print("RMSE", ${standardize ? 'y_scale * ' : ''}math.sqrt(error(${held ? 'HX, Hy, Hs' : 'X, y, s'}, weights)))\n`
}${standardize ? pythonUnscaling(recipe) : ''}np.savez("weights.npz", w0=w0, w1=w1, v=V)  # pyfms loads it, and so does the page
${start.k > 0 ? 'print("pairs", (V.T @ V).round(3))\n' : ''}`;
}

/** \`loss\` of the rows learned from, and \`shrink\`, what the regularizer adds to a gradient. */
function penaltyCode({ regularizer, start: { k } }: Recipe): string {
  const { norm = 'l2', w0 = 0, w1 = 0, v = 0, reduction = 'mean' } = regularizer ?? {};
  const per =
    reduction === 'mean'
      ? `[${w0}, ${w1} / d, ${k === 0 ? 0 : `${v} / (d * ${k})`}]`
      : `[${w0}, ${w1}, ${v}]`;
  return `beta = ${per}  # on ${norm === 'l2' ? 'the square' : 'the size'} of each number of w0, w1, V${reduction === 'mean' ? ': parts are means, as in pyfms' : ''}


def shrink(part, w):
    return beta[part] * ${norm === 'l2' ? '2 * w' : 'np.sign(w)'}


def loss(weights):
    return error(X, y, s, weights) + sum(b * (${norm === 'l2' ? 'w**2' : 'np.abs(w)'}).sum() for b, w in zip(beta, weights))


`;
}

/** \`step\`: the weights of a part after a step, from those before it and their gradient. */
function rule(given: Optimizer): string {
  const optimizer = fullOptimizer(given);
  const { method, learningRate: rate } = optimizer;
  if (method === 'sgd')
    return `def step(part, w, g, t, epoch):
    return w - ${rate} / (1 + ${optimizer.decay} * (epoch - 1)) * g
`;
  if (method === 'rmsprop')
    return `squares = [np.zeros_like(w) for w in weights]


def step(part, w, g, t, epoch):
    squares[part] = ${optimizer.rho} * squares[part] + (1 - ${optimizer.rho}) * g**2
    return w - ${rate} * g / np.sqrt(squares[part] + ${optimizer.epsilon})
`;
  const { beta1, beta2, epsilon, lambda } = optimizer;
  return `means = [np.zeros_like(w) for w in weights]
squares = [np.zeros_like(w) for w in weights]


def step(part, w, g, t, epoch):
    decay = ${beta1} * ${lambda} ** (t - 1)  # as pyfms' Adam has it
    means[part] = decay * means[part] + (1 - decay) * g
    squares[part] = ${beta2} * squares[part] + (1 - ${beta2}) * g**2
    mean, square = means[part] / (1 - ${beta1}**t), squares[part] / (1 - ${beta2}**t)
    return w - ${rate} * mean / (np.sqrt(square) + ${epsilon})
`;
}
