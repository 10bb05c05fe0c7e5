import { ARTICLE_LOSS } from './address.ts';
import { ABSOLUTE_LOSS, HUBER_LOSS, LASSO_LOSS } from './losses.ts';
import type { Opened, Run, RunSettings } from './views.ts';

/** How each loss that the lab offers changes with X, and with P or Q besides; a reader's own is left to the engine. */
const SLOPES: Record<string, { error: string; factor: string }> = {
  [ARTICLE_LOSS]: { error: '-2 * e', factor: 'beta * {}' },
  [ABSOLUTE_LOSS]: { error: '-np.sign(e)', factor: 'beta * {}' },
  [HUBER_LOSS]: { error: '-np.clip(e, -1, 1)', factor: 'beta * {}' },
  [LASSO_LOSS]: { error: '-2 * e', factor: 'beta * np.sign({})' },
};

/** The run in numpy alone; undefined for a loss that has to be derived first. */
export function python(run: Run, { rows, columns }: Opened): string | undefined {
  const { settings, best } = run;
  const { k, beta, method, baseline, heldOut, seed } = settings;
  const training = method === 'als' ? leastSquares(best?.step ?? 0) : gradient(settings, best?.step ?? 0);
  if (!training) return undefined;
  return `# pip install numpy
import numpy as np

m, n, k, beta, seed = ${rows}, ${columns}, ${k}, ${beta}, ${seed}
row, column, d = np.loadtxt("ratings.csv", delimiter=",", skiprows=1, usecols=(0, 1, 2), encoding="utf-8", unpack=True)
row, column = row.astype(int), column.astype(int)


def seeded(seed):
    """The numbers that the page draws: sfc32."""
    mask, a, b, c = 0xFFFFFFFF, 0, seed, 0x9E3779B9
    for count in range(1, 1 << 62):
        t = (a + b + count) & mask
        a, b = b ^ (b >> 9), (c + (c << 3)) & mask
        c = (((c << 21) | (c >> 11)) + t) & mask
        if count > 15:
            yield t / 2**32


random = seeded(seed)

# Ratings held out: so many of them, each as likely as any other.
held = np.zeros(len(d), bool)
needed = min(len(d) - 1, int(${heldOut / 100} * len(d) + 0.5))
for i in range(len(d)):
    if needed > 0 and next(random) * (len(d) - i) < needed:
        held[i] = True
        needed -= 1
train = ~held

${baselineCode(baseline)}

def rmse(which):
    x = np.sum(P[row[which]] * Q[column[which]], axis=1)
    return np.sqrt(np.mean((left[which] - x) ** 2))


# P, m x k, and the columns of Q as rows, n x k
${startCode(settings)}
${training}
print("training", rmse(train)${heldOut > 0 ? ', "held out", rmse(held)' : ''})
`;
}

function baselineCode(kind: RunSettings['baseline']): string {
  if (kind === 'none') return '# Nothing is taken off the ratings.\nleft = d\n';
  const mean = 'mean = d[train].mean()\n';
  if (kind === 'mean') return `# Their mean is taken off the ratings.\n${mean}left = d - mean\n`;
  return `# Mean and offsets of people and items are taken off the ratings; offsets are shrunk as if by ten ratings.
${mean}people, items = np.zeros(m), np.zeros(n)
for _ in range(10):
    for own, at, other in (items, column, people[row]), (people, row, None):
        other = items[column] if other is None else other
        total = np.bincount(at[train], (d - mean - other)[train], len(own))
        own[:] = total / (10 + np.bincount(at[train], minlength=len(own)))
left = d - mean - people[row] - items[column]
`;
}

function startCode({ method, baseline, k }: RunSettings): string {
  const draw = `P = np.array([[next(random) for _ in range(k)] for _ in range(m)])
Q = np.array([[next(random) for _ in range(n)] for _ in range(k)]).T.copy()
`;
  const shift = baseline === 'none' ? '' : 'P, Q = P - 0.5, Q - 0.5\n';
  if (method === 'als') return draw + shift;
  const scale = baseline === 'none' ? `2 * np.sqrt(np.abs(d).mean() / ${k})` : '0.2';
  return `${draw}${shift}P, Q = ${scale} * P, ${scale} * Q\n`;
}

function leastSquares(sweeps: number): string {
  return `
def solved(own, other, count, factors):
    """The row for each of \`own\` that makes squared errors + beta/2 |row|² least."""
    order = np.flatnonzero(train)[np.argsort(own[train], kind="stable")]
    ends = np.searchsorted(own[order], np.arange(count + 1))
    rows = np.zeros((count, k))
    for i in range(count):
        at = order[ends[i] : ends[i + 1]]
        F = factors[other[at]]
        rows[i] = np.linalg.solve(F.T @ F + beta / 2 * np.eye(k), F.T @ left[at])
    return rows


for sweep in range(${sweeps}):
    P = solved(row, column, m, Q)
    Q = solved(column, row, n, P)
`;
}

const UPDATES: Record<RunSettings['optimizer'], string> = {
  'gradient-descent': 'X -= alpha * g',
  momentum: `moments[i][0] = 0.9 * moments[i][0] + g
        X -= alpha * moments[i][0]`,
  adam: `moments[i][0] = 0.9 * moments[i][0] + 0.1 * g
        moments[i][1] = 0.999 * moments[i][1] + 0.001 * g**2
        first, second = moments[i][0] / (1 - 0.9**step), moments[i][1] / (1 - 0.999**step)
        X -= alpha * first / (np.sqrt(second) + 1e-8)`,
};

function gradient({ loss, optimizer, alpha }: RunSettings, steps: number): string | undefined {
  const slopes = SLOPES[loss];
  if (!slopes) return undefined;
  return `alpha = ${alpha}
r, c, t = row[train], column[train], left[train]
moments = [[np.zeros_like(P), np.zeros_like(P)], [np.zeros_like(Q), np.zeros_like(Q)]]
for step in range(1, ${steps} + 1):
    e = t - np.sum(P[r] * Q[c], axis=1)
    slope = ${slopes.error}  # of the loss, by each entry of PQ
    by_P = np.array([np.bincount(r, slope * Q[c, f], m) for f in range(k)]).T + ${slopes.factor.replace('{}', 'P')}
    by_Q = np.array([np.bincount(c, slope * P[r, f], n) for f in range(k)]).T + ${slopes.factor.replace('{}', 'Q')}
    for i, (X, g) in enumerate([(P, by_P), (Q, by_Q)]):
        ${UPDATES[optimizer]}
`;
}
