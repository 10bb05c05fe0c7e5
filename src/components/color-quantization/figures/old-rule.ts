/**
 * How many rounds k-means takes by the rule that a cluster without pixels gets the colour of a random pixel, and that the rounds
 * end when one changes nothing. `colors` stand for the pixels, all different and equally frequent; `most` rounds are tried, and
 * `Infinity` returned when they do not do. With more clusters than colours it ends by luck alone.
 */
export function roundsOfOldRule(
  colors: readonly (readonly number[])[],
  k: number,
  random: () => number,
  most: number,
): number {
  const draw = () => colors[Math.floor(random() * colors.length)];
  let centroids = Array.from({ length: k }, draw);
  for (let round = 1; round <= most; round++) {
    const members = centroids.map((): (readonly number[])[] => []);
    for (const color of colors) members[nearest(color, centroids)].push(color);
    const moved = members.map((each) => (each.length > 0 ? mean(each) : draw()));
    if (moved.every((centroid, i) => squaredDistance(centroid, centroids[i]) === 0)) return round;
    centroids = moved;
  }
  return Number.POSITIVE_INFINITY;
}

function nearest(color: readonly number[], centroids: readonly (readonly number[])[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < centroids.length; i++) {
    const distance = squaredDistance(color, centroids[i]);
    if (distance >= least) continue;
    least = distance;
    best = i;
  }
  return best;
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}

function mean(colors: readonly (readonly number[])[]): number[] {
  return colors[0].map((_, i) => colors.reduce((sum, color) => sum + color[i], 0) / colors.length);
}
