import { type Graph, together } from './build.ts';
import { type Operand, shapeText, shown } from './combine.ts';
import type { Expression } from './expression.ts';
import { LossError } from './loss-error.ts';
import { ENTRYWISE } from './words.ts';

/** The node of a function of the language with as many arguments as it takes; `LossError` where their shapes do not fit. */
export function call(graph: Graph, name: string, given: Operand[]): Expression {
  const [first, second] = given;
  const entrywise = ENTRYWISE.find((each) => each === name);
  if (entrywise) return graph.apply(entrywise, first.node);
  if (name === 'sum') return graph.sum(first.node);
  if (name === 'mean') return graph.mean(first.node);
  if (name === 'square') return graph.power(first.node, graph.number(2));
  if (name === 'transpose') {
    if (first.node.shape === 'scalar')
      throw new LossError(
        `${shown(first)} is one number: transpose takes a matrix`,
        first.column,
        first.end - first.column,
      );
    return graph.transpose(first.node);
  }
  if (name === 'huber') {
    if (second.node.shape !== 'scalar' || (second.node.op === 'number' && second.node.value <= 0))
      throw new LossError(
        `${shown(second)} must be one number above 0: where huber(x, d) turns from a square into a line`,
        second.column,
        second.end - second.column,
      );
    return graph.entrywise('huber', first.node, second.node);
  }
  if (!together(first.node.shape, second.node.shape))
    throw new LossError(
      `${shown(first)} is ${shapeText(first.node.shape)} and ${shown(second)} is ${shapeText(second.node.shape)}: ${name} goes entry by entry and needs the same shape`,
      first.column,
      second.end - first.column,
    );
  return graph.entrywise(name === 'max' ? 'max' : 'min', first.node, second.node);
}
