/** The loss language in three short lists: what is written, and what it stands for. A unit test holds it to the parser's own lists. */
export const REFERENCE: readonly {
  title: string;
  entries: readonly (readonly [code: string, meaning: string])[];
}[] = [
  {
    title: 'Names',
    entries: [
      ['D', 'the ratings, m × n; 0 where nothing is observed'],
      ['W', 'the mask: 1 where D is observed, else 0'],
      ['X', 'the product PQ'],
      ['P', 'the factors of the rows, m × k'],
      ['Q', 'the factors of the columns, k × n'],
      ['m n k', 'the sizes, as numbers'],
      ['alpha', 'the learning rate'],
      ['beta', 'the weight of the regularization'],
    ],
  },
  {
    title: 'Signs',
    entries: [
      ['a + b, a - b', 'entry by entry; a number goes with every entry'],
      ['a * b, a / b', 'entry by entry, too; W * … leaves out what is not observed'],
      ['x^2', 'a power: its exponent is a number'],
      ['A @ B', 'the product of two matrices'],
    ],
  },
  {
    title: 'Functions',
    entries: [
      ['sum(x)', 'all entries added up'],
      ['mean(x)', 'their sum over their number, observed or not'],
      ['square(x) sqrt(x)', 'square and square root'],
      ['abs(x) sign(x)', 'size, and −1, 0 or 1'],
      ['exp(x) log(x)', 'natural'],
      ['log1p(x)', 'log(1 + x)'],
      ['sigmoid(x) tanh(x)', 'S-shaped, from 0 to 1 and from −1 to 1'],
      ['softplus(x)', 'log(1 + exp(x)), a smooth relu'],
      ['relu(x)', 'x above 0, else 0'],
      ['step(x)', '1 above 0, else 0'],
      ['huber(x, d)', 'x²/2 up to d, straight beyond'],
      ['max(a, b) min(a, b)', 'the larger, the smaller'],
      ['transpose(M)', 'rows for columns'],
    ],
  },
];
