import { fullOptimizer } from '../settings.ts';
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

/**
 * A Python program that makes the same run with pyfms, as far as pyfms can: it has neither validation nor early stopping, and
 * shuffles by numpy's random numbers.
 */
export function pyfmsCode(recipe: Recipe): string {
  const { task, data, standardize, start, batchSize, epochs, keep, shuffle } = recipe;
  const sparse = isSparseRecipe(recipe);
  const classes = task === 'classification';
  const held = holdsOut(recipe);
  const weighted = data.weights !== undefined;
  const model = classes ? 'Classifier' : 'Regressor';
  const predict = (X: string) => `model.${classes ? 'predict_proba' : 'predict'}(${X})`;
  const once = weighted && shuffle !== false && batchSize < data.y.length;
  return `# A factorization machine by pyfms, which computes with Theano. Theano is no longer developed and
# needs an old Python and numpy: pip install pyfms "numpy<1.20"
import math
from collections import namedtuple

import numpy as np
import pyfms
import pyfms.optimizers
import pyfms.regularizers
${sparse ? 'from scipy.sparse import csr_matrix, diags\n' : ''}${pythonRandom(recipe, false)}
${pythonData(recipe)}${pythonSplit(recipe)}${standardize ? pythonScaling(recipe) : ''}
${start.file === undefined ? '# pyfms begins with w0 = 0 and draws its factors by numpy; this is where the page begins.' : '# This is where the run begins.'}${pythonStart(recipe, false)}${
  start.k === 0
    ? `V = np.zeros((1, d))  # with k = 0 its regularizers give no number; factors of 0 have no gradient and stay so\n`
    : ''
}Weights = namedtuple("Weights", ["w0", "w1", "v"])
model = pyfms.${model}(d, k=${Math.max(1, start.k)}${sparse ? ', X_format="csr"' : ''})
model.set_weights(Weights(w0, w1, V))
${
  once
    ? `
# pyfms shuffles rows without their weights, so they are shuffled once, here.
np.random.seed(${start.seed})
order = np.random.permutation(len(y))
X, y, s = X[order], y[order], s[order]
`
    : `np.random.seed(${start.seed})
`
}
model.fit(
    X,
    y,
    optimizer=pyfms.optimizers.${optimizerCode(recipe)},
    regularizer=${regularizerCode(recipe)}
${weighted ? '    sample_weight=s,\n' : ''}    batch_size=${batchSize},
    nb_epoch=${epochs},
    shuffle=${shuffle === false || weighted ? 'False' : 'True'},
    verbosity=${Math.max(1, Math.round(epochs / 10))},
    memory=${keep === 'best' ? 'True' : 'False'},${keep === 'best' ? '  # keeps the epoch with the least loss' : ''}${
      held ? '\n    # of the rows learned from: it cannot watch others while it learns, nor stop early' : ''
    }
)


def report(name, y, s, predicted):
${
  classes
    ? '    p = np.clip(predicted, 1e-12, 1 - 1e-12)\n    print(name, np.average(-y * np.log(p) - (1 - y) * np.log(1 - p), weights=s))'
    : `    print(name, ${standardize ? 'y_scale**2 * ' : ''}np.average((predicted - y) ** 2, weights=s))`
}


report("${classes ? 'cross entropy' : 'squared error'}", y, s, ${predict('X')})${classes ? '  # predict() needs numpy below 1.24' : ''}
${held ? `report("held out", Hy, Hs, ${predict('HX')})\n` : ''}${
  standardize
    ? `w0, w1, V = model.get_weights()
${pythonUnscaling(recipe)}model.set_weights(Weights(w0, w1, V))
`
    : ''
}model.save_weights("weights.fm")  # load_weights reads it, and so does the page
`;
}

function optimizerCode({ optimizer }: Recipe): string {
  const full = fullOptimizer(optimizer);
  if (full.method === 'sgd') return `SGD(lr=${full.learningRate}, decay=${full.decay})`;
  if (full.method === 'rmsprop')
    return `RMSProp(lr=${full.learningRate}, rho=${full.rho}, epsilon=${full.epsilon})`;
  return `Adam(lr=${full.learningRate})`;
}

/** pyfms has means over w1 and V; sums are those times how many numbers there are. */
function regularizerCode({ regularizer, start: { k }, data }: Recipe): string {
  const { norm = 'l2', w0 = 0, w1 = 0, v = 0, reduction = 'mean' } = regularizer ?? {};
  if (w0 === 0 && w1 === 0 && v === 0) return 'None,';
  const d = data.X.columns;
  const given = reduction === 'mean' ? [w0, w1, v] : [w0, w1 * d, v * d * Math.max(1, k)];
  const call = `pyfms.regularizers.${norm === 'l2' ? 'L2' : 'L1'}(${given.join(', ')}),`;
  return reduction === 'sum' ? `${call}  # on sums; pyfms has means, so d and d k times as much` : call;
}
