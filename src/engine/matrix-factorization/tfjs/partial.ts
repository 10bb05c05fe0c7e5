import type { Expression } from '../loss/expression.ts';
import { partsOf } from '../loss/nodes.ts';

/** Whether an expression may fail to be a finite number at one cell although its leaves are finite there: log, sqrt, a quotient. */
export function isPartial(node: Expression): boolean {
  if (node.shape === 'scalar' || node.op === 'matmul' || node.op === 'transpose') return false; // not entry by entry
  if (node.op === 'divide' && node.right.shape !== 'scalar') return true;
  if (node.op === 'log' || node.op === 'log1p' || node.op === 'sqrt' || node.op === 'exp') return true;
  if (
    node.op === 'power' &&
    !(node.right.op === 'number' && Number.isInteger(node.right.value) && node.right.value > 0)
  )
    return true;
  return partsOf(node).some(isPartial);
}
