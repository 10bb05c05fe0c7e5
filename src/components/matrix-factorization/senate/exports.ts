import { billKey } from './address.ts';
import type { Member, Senate } from './senate.ts';
import type { SenateMap } from './session.ts';

const axes = (k: number) => Array.from({ length: k }, (_, f) => `factor ${f + 1}`);
const csv = (rows: readonly (readonly (string | number)[])[]) =>
  new Blob([rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')], { type: 'text/csv' });
const cell = (value: string | number) =>
  typeof value === 'number' || !/[",\n]/.test(value) ? String(value) : `"${value.replaceAll('"', '""')}"`;

/** P: a row for each member. */
export function membersCsv(members: readonly Member[], { P, k }: SenateMap): Blob {
  const rows = members.map(({ name, party, state }, i) => [
    name,
    party,
    state,
    ...P.slice(i * k, (i + 1) * k),
  ]);
  return csv([['name', 'party', 'state', ...axes(k)], ...rows]);
}

/** Q: a row for each roll call. */
export function rollCallsCsv({ rollCalls }: Senate, { Q, k }: SenateMap): Blob {
  const n = rollCalls.length;
  const rows = rollCalls.map((call, j) => [
    billKey(call),
    call.date,
    call.bill,
    call.question,
    call.result,
    call.description,
    ...axes(k).map((_, f) => Q[f * n + j]),
  ]);
  return csv([['vote', 'date', 'bill', 'question', 'result', 'description', ...axes(k)], ...rows]);
}
