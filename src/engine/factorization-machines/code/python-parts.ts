import { DATA_FILE, listing, literal, type Recipe, WEIGHTS_FILE } from './recipe.ts';

/** Whether the rows of a recipe are held by what is not 0 in them. */
export const isSparseRecipe = ({ data }: Recipe): boolean => 'start' in data.X;

/** What both programs begin with: `random`, and X, y and s, the weights of rows, of all rows. */
export function pythonData(recipe: Recipe): string {
  const { X, weights } = recipe.data;
  const listed = listing(recipe.data);
  if (!listed)
    return `${reader(recipe)}\n${weights ? `s = np.loadtxt("${WEIGHTS_FILE}")` : 's = np.ones(len(y))'}\n`;
  const { rows, second } = listed;
  const what = {
    weight: 'target, weight, features',
    count: 'target, how many such rows, features',
    one: 'target, 1, features',
  };
  return `# ${what[second]}
rows = np.array(${literal(rows)}, dtype=float)
${second === 'count' ? 'rows = np.repeat(rows, rows[:, 1].astype(int), axis=0)\n' : ''}y, X = rows[:, 0], rows[:, 2:]
s = ${second === 'weight' ? 'rows[:, 1]' : 'np.ones(len(y))'}
d = ${X.columns}
`;
}

function reader(recipe: Recipe): string {
  const { X } = recipe.data;
  const sparse = isSparseRecipe(recipe);
  const made = sparse
    ? `X = csr_matrix((value, column, start), shape=(len(y), d))`
    : `X = np.zeros((len(y), d))
X[np.repeat(np.arange(len(y)), np.diff(start)), column] = value`;
  return `d = ${X.columns}
y, start, column, value = [], [0], [], []
with open("${DATA_FILE}") as lines:  # target feature:value ..., features from 1
    for line in lines:
        target, *cells = line.split()
        y.append(float(target))
        for j, x in (cell.split(":") for cell in cells):
            column.append(int(j) - 1)
            value.append(float(x))
        start.append(len(column))
y = np.array(y)
${made}`;
}

/** The page's random numbers, so that a program draws the same: what it needs of them. `shuffles`: whether rows are shuffled by them. */
export function pythonRandom(recipe: Recipe, shuffles: boolean): string {
  const parts = [
    drawsStart(recipe) &&
      `def gaussian(random):
    return math.sqrt(-2 * math.log(1 - next(random))) * math.cos(2 * math.pi * next(random))
`,
    (shuffles || holdsOut(recipe)) &&
      `def shuffle(order, random):
    for i in range(len(order) - 1, 0, -1):
        j = int(next(random) * (i + 1))
        order[i], order[j] = order[j], order[i]
`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : `\n\n${[SEEDED, ...parts].join('\n\n')}\n`;
}

const SEEDED = `def seeded(seed):
    """The numbers that the page draws: sfc32."""
    mask, a, b, c = 0xFFFFFFFF, 0, seed, 0x9E3779B9
    for count in range(1, 1 << 62):
        t = (a + b + count) & mask
        a, b = b ^ (b >> 9), (c + (c << 3)) & mask
        c = (((c << 21) | (c >> 11)) + t) & mask
        if count > 15:
            yield t / 2**32
`;

const drawsStart = ({ start: { k, file } }: Recipe) => k > 0 && file === undefined;
/** Whether any rows are held out. */
export const holdsOut = ({ heldOut }: Recipe): boolean => heldOut !== undefined && heldOut.share > 0;

/** Parts the rows into those learned from, X, y and s, and those held out, with an H before their names. */
export function pythonSplit({ task, heldOut }: Recipe): string {
  if (!heldOut || heldOut.share === 0) return '';
  const groups =
    task === 'regression' ? '[np.arange(len(y))]' : '[np.flatnonzero(y == 0), np.flatnonzero(y == 1)]';
  return `
# Rows are held out${task === 'regression' ? '' : ', as many of each class'}: they judge, and nothing is learned from them.
random, learned, held = seeded(${heldOut.seed}), [], []
for group in ${groups}:
    order = list(group)
    shuffle(order, random)
    count = min(int(${heldOut.share} * len(order) + 0.5), max(0, len(order) - 1))
    held, learned = held + order[:count], learned + order[count:]
learned, held = np.sort(learned), np.sort(held)
HX, Hy, Hs = X[held], y[held], s[held]
X, y, s = X[learned], y[learned], s[learned]
`;
}

/** Standardizes X and y, and what was held out likewise; \`mean\` and \`scale\` are of features, \`y_mean\` and \`y_scale\` of targets. */
export function pythonScaling(recipe: Recipe): string {
  const { task } = recipe;
  const held = holdsOut(recipe);
  const sparse = isSparseRecipe(recipe);
  const moments = sparse
    ? `mean = np.zeros(d)  # zeros stay: sparse features are divided, not moved
scale = np.sqrt((X.power(2).T @ s) / np.maximum((X != 0).T @ s, 1e-300))`
    : `mean = X[0] + (s / s.sum()) @ (X - X[0])  # so that constants have no deviation but 0
scale = np.sqrt((s / s.sum()) @ (X - mean) ** 2)`;
  const apply = (X: string) => (sparse ? `${X} @ diags(1 / scale)` : `(${X} - mean) / scale`);
  const target =
    task === 'regression'
      ? `y_mean = np.average(y, weights=s)
y_scale = math.sqrt(np.average((y - y_mean) ** 2, weights=s))
y_scale = y_scale if y_scale > 1e-12 * abs(y_mean) else 1.0
y = (y - y_mean) / y_scale
${held ? 'Hy = (Hy - y_mean) / y_scale\n' : ''}`
      : '';
  const toCsr = sparse ? '.tocsr()' : '';
  return `
# Features${task === 'regression' ? ' and targets' : ''} are brought to ${sparse ? 'mean square 1 where they are not 0' : 'mean 0 and standard deviation 1'}.
${moments}
scale[scale <= 1e-12 * np.abs(mean)] = 1  # constant
X = ${sparse ? `(${apply('X')})${toCsr}` : apply('X')}
${held ? `HX = ${sparse ? `(${apply('HX')})${toCsr}` : apply('HX')}\n` : ''}${target}`;
}

/** The weights for the data as they are, from those for scaled data, exactly. */
export function pythonUnscaling({ task }: Recipe): string {
  const target =
    task === 'regression'
      ? 'w0, w1, V = y_mean + y_scale * w0, y_scale * w1 / scale, math.sqrt(y_scale) * V / scale'
      : 'w1, V = w1 / scale, V / scale';
  return `
# The same predictions from the data as they are: a pair of moved features is a pair, two features and a constant.
${target}
w0 = w0 - w1 @ mean + ((V @ mean) ** 2 - V**2 @ mean**2).sum() / 2
w1 = w1 - (V @ mean) @ V + mean * (V**2).sum(axis=0)
`;
}

/** `w0`, `w1` and `V` where the run begins, and `random` where those are drawn, or rows shuffled by it. */
export function pythonStart(recipe: Recipe, shuffles: boolean): string {
  const { task, start } = recipe;
  const { k, stdev, seed, file } = start;
  const random = shuffles || drawsStart(recipe) ? `random = seeded(${seed})\n` : '';
  if (file !== undefined) return `\n${random}${fromFile(recipe, file)}`;
  const draw = `np.array([[${stdev} * gaussian(random) for _ in range(d)] for _ in range(${k})])`;
  const bias =
    task === 'regression'
      ? 'w0 = np.array([np.average(y, weights=s)])'
      : 'p = np.average(y, weights=s)\nw0 = np.array([math.log(p / (1 - p))])';
  return `
${random}V = ${k === 0 ? 'np.zeros((0, d))' : draw}
w1 = np.zeros(d)
${bias}
`;
}

/** Weights of a file, for scaled data where a run scales them. */
function fromFile({ task, standardize, start: { k } }: Recipe, file: string): string {
  const read = file.toLowerCase().endsWith('.json')
    ? `import json

with open(${JSON.stringify(file)}) as given:  # the weights that the run begins with
    given = json.load(given)
w0, w1, V = np.array([given["w0"]]), np.array(given["w1"]), np.array(given["v"], dtype=float).reshape(${k}, d)
`
    : `with np.load(${JSON.stringify(file)}) as given:  # the weights that the run begins with
    w0, w1, V = given["w0"].reshape(1), given["w1"], given["v"]
`;
  if (!standardize) return read;
  const target =
    task === 'regression'
      ? 'w0, w1, V = (w0 - y_mean) / y_scale, w1 * scale / y_scale, V * scale / math.sqrt(y_scale)'
      : 'w1, V = w1 * scale, V * scale';
  return `${read}# They are for the data as they are; these predict the same from scaled data.
w0 = w0 + w1 @ mean + ((V @ mean) ** 2 - V**2 @ mean**2).sum() / 2
w1 = w1 + (V @ mean) @ V - mean * (V**2).sum(axis=0)
${target}
`;
}
