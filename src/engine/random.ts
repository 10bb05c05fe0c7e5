/** A source of numbers evenly spread over [0, 1). Whatever is random in an engine takes one, so that a seed repeats it. */
export type Random = () => number;

/**
 * The same numbers for the same seed on every machine: Chris Doty-Humphrey's sfc32, in steps of 2^-32.
 * `seed` is a whole number from 0 to 2^32 - 1; others are brought into that range.
 */
export function seeded(seed: number): Random {
  let [a, b, c, counter] = [0, seed >>> 0, 0x9e3779b9, 1];
  const random = () => {
    const sum = (a + b + counter++) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) random(); // near seeds give unlike numbers only after some steps
  return random;
}

/** A number from the normal distribution with mean 0 and variance 1; takes two numbers of `random`. */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random())); // 1 - random() is never 0
  return radius * Math.cos(2 * Math.PI * random());
}
