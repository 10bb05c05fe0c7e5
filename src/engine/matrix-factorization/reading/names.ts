/** The names of all rows, or of all columns, of D. */
export interface Names {
  readonly count: number;
  at(i: number): string;
  /** Which one bears the name; -1 when none does. */
  find(name: string): number;
}

/** "1", "2", "3" ..., where a file names nothing. */
export function numbered(count: number): Names {
  return {
    count,
    at: (i) => String(i + 1),
    find: (name) => (/^[1-9]\d*$/.test(name) && Number(name) <= count ? Number(name) - 1 : -1),
  };
}

/** Names at hand. */
export function listed(names: readonly string[]): Names {
  const places = new Map(names.map((name, i) => [name, i]));
  return { count: names.length, at: (i) => names[i], find: (name) => places.get(name) ?? -1 };
}

/** Whole numbers in ascending order, by which they are named. */
export function integers(ascending: Float64Array): Names {
  return {
    count: ascending.length,
    at: (i) => String(ascending[i]),
    find(name) {
      if (!/^(?:0|[1-9]\d{0,14})$/.test(name)) return -1;
      const wanted = Number(name);
      const place = placeOf(ascending, wanted);
      return ascending[place] === wanted ? place : -1;
    },
  };
}

/** Where a number stands among ascending ones, or would stand. */
export function placeOf(ascending: Float64Array, wanted: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
