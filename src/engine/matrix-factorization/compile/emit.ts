import type { Expression } from '../loss/expression.ts';
import { EntryCode, type ImportedName } from './entries.ts';
import * as wasm from './instructions.ts';
import { F64, type FunctionBytes, I32, type ImportedFunction, moduleBytes, V128 } from './module-bytes.ts';
import type { Reduction } from './reductions.ts';

/** The functions of an emitted module: of each reduction `sum<i>` and, where it varies, `slope<i>`. */
export type Emitted = Record<string, SumFunction>;

/**
 * Returns the sum of a reduction's entries, and in `slope<i>` also puts `weight` times the derivative of every entry in `g`,
 * or adds it to what is there. `d`, `w`, `x` and `g` point to `n` doubles each: D, W and PQ at the cells, or, over a factor, its
 * entries at `x`. `scalars` points to the values of the scalars that `emit` names.
 */
export type SumFunction = (
  d: number,
  w: number,
  x: number,
  g: number,
  scalars: number,
  n: number,
  weight: number,
) => number;

const [D, W, X, G, SCALARS, N, WEIGHT] = [0, 1, 2, 3, 4, 5, 6];
const PARAMETERS = [I32, I32, I32, I32, I32, I32, F64];

export interface Module {
  bytes: Uint8Array<ArrayBuffer>;
  /** Which values the functions expect in `scalars`, in order. */
  scalars: Expression[];
  imports: ImportedName[];
}

/** Writes a module that sums the reductions and their derivatives, two entries at once. */
export function emit(
  reductions: readonly Reduction[],
  derivative: (reduction: Reduction) => Expression,
): Module {
  const scalars: Expression[] = [];
  const imports: ImportedName[] = [];
  const functions: FunctionBytes[] = [];
  const cells = reductions.find(
    ({ domain, varies }) => varies && (domain === 'all' || domain === 'observed'),
  );
  reductions.forEach((reduction, i) => {
    const { entry } = reduction;
    functions.push(sumFunction(`sum${i}`, reduction, { entry }, scalars, imports));
    if (!reduction.varies) return;
    // Slopes of the cells begin with the first reduction over them; those of P and Q come on top of what the cells gave.
    const parts = { entry, slope: derivative(reduction), adds: reduction !== cells };
    functions.push(sumFunction(`slope${i}`, reduction, parts, scalars, imports));
  });
  const imported: ImportedFunction[] = imports.map((name) => ({
    name,
    parameters: name === 'power' ? [V128, V128] : [V128],
    results: [V128],
  }));
  return { bytes: moduleBytes(imported, functions), scalars, imports };
}

interface Parts {
  entry: Expression;
  slope?: Expression;
  adds?: boolean;
}

function sumFunction(
  name: string,
  { domain }: Reduction,
  parts: Parts,
  scalars: Expression[],
  imports: ImportedName[],
): FunctionBytes {
  const locals: number[] = [I32, I32, F64];
  const [offset, bytes, total] = [7, 8, 9];
  const local = () => {
    locals.push(V128);
    return PARAMETERS.length + locals.length - 1;
  };
  const [sum, weight] = [local(), local()];
  const held = new Map<Expression, number>();
  const scalar = (node: Expression) => held.get(node) ?? held.set(node, local()).get(node) ?? 0;
  const position = <T>(list: T[], item: T) =>
    list.includes(item) ? list.indexOf(item) : list.push(item) - 1;

  /** The work on the pair of entries at `offset`, or on a single one, in both lanes. */
  const body = (one: boolean) => {
    const at = (pointer: number) => [...wasm.localGet(pointer), ...wasm.localGet(offset), ...wasm.i32Add];
    const load = one ? wasm.loadBoth : wasm.load;
    const pointers = { D, W, X };
    const code = new EntryCode({
      leaf: (leaf) => [...at(pointers[leaf]), ...load],
      scalar,
      imported: (function_) => position(imports, function_),
      local,
      holes: domain === 'all',
    });
    const value = code.compute(parts.entry);
    const slope: number[] = [];
    if (parts.slope) {
      slope.push(...at(G), ...code.compute(parts.slope), ...wasm.localGet(weight), ...wasm.pair.multiply);
      if (parts.adds) slope.push(...at(G), ...load, ...wasm.pair.add);
      slope.push(...(one ? wasm.storeFirst : wasm.store));
    }
    return { value, slope };
  };
  const two = body(false);
  const last = body(true);
  const code = [
    ...[...wasm.localGet(WEIGHT), ...wasm.splat, ...wasm.localSet(weight)],
    ...[...held].flatMap(([node, to]) => [
      ...[...wasm.localGet(SCALARS), ...wasm.i32Const(8 * position(scalars, node)), ...wasm.i32Add],
      ...[...wasm.loadBoth, ...wasm.localSet(to)],
    ]),
    ...[...wasm.localGet(N), ...wasm.i32Const(-2), ...wasm.i32And, ...wasm.i32Const(3), ...wasm.i32ShiftLeft],
    ...[...wasm.localTee(bytes), ...wasm.ifTrue, ...wasm.loop],
    ...[...wasm.localGet(sum), ...two.value, ...wasm.pair.add, ...wasm.localSet(sum), ...two.slope],
    ...[...wasm.localGet(offset), ...wasm.i32Const(16), ...wasm.i32Add, ...wasm.localTee(offset)],
    ...[...wasm.localGet(bytes), ...wasm.i32LessUnsigned, ...wasm.again, ...wasm.end, ...wasm.end],
    ...[...wasm.localGet(sum), ...wasm.firstLane, ...wasm.localGet(sum), ...wasm.secondLane, ...wasm.f64Add],
    ...[...wasm.localSet(total), ...wasm.localGet(N), ...wasm.i32Const(1), ...wasm.i32And, ...wasm.ifTrue],
    ...[...wasm.localGet(total), ...last.value, ...wasm.firstLane, ...wasm.f64Add, ...wasm.localSet(total)],
    ...[...last.slope, ...wasm.end, ...wasm.localGet(total)],
  ];
  return { name, parameters: PARAMETERS, results: [F64], locals, code };
}
