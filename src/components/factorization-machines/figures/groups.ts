/** By how much one feature instead of another multiplies the odds of survival, all else being the same. */
export interface Odds {
  /** A woman instead of a man, among adults of 1st, 2nd and 3rd class. */
  women: [number, number, number];
  /** A child instead of a grown man, among males of 3rd class. */
  boys: number;
}

/** What a model of the Titanic comes to. */
export interface ModelOfGroups extends Odds {
  k: number;
  loss: number;
  /** Weights of pairs, of which nothing can be moved to single features, as the lab shows them; by names as in "3rd, Child". */
  centred: Record<string, number>;
}

/** What is computed of the Titanic for the text. */
export interface GroupsShown {
  models: ModelOfGroups[];
  /** Centred weights of pairs of two factors after twice as many epochs. */
  later: Record<string, number>;
  /** Of the 14 groups: counted, not learned. */
  counted: Odds;
  floor: number;
  people: number;
  groups: number;
  survived: number;
  /** Children of 1st and 2nd class, and how many of them died. */
  children: { count: number; died: number };
  /** Survivors among children and among adults of 3rd class, as shares. */
  third: { children: number; women: number; men: number; boys: number; girls: number };
}
