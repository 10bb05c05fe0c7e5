import { parentPort } from 'node:worker_threads';
import { cpuMs } from '../measure.ts';
import type { Implementation, Picture } from './implementation.ts';
import { openOurs, ours } from './ours.ts';
import { rivals } from './rivals.ts';
import type { Request } from './thread.ts';
import { isOurs } from './ways.ts';

/** Milliseconds over which quick ones are repeated, since the clock of CPU time may be coarse. */
const LONG_ENOUGH = 60;

const quantizer = await openOurs();
let current: Picture | undefined;

parentPort?.on('message', ({ contender, k, picture }: Request) => {
  current = picture ?? current;
  if (!current) throw new Error('There is no picture yet.');
  parentPort?.postMessage(timed(found(contender), current, k));
});

function found(name: string): Implementation {
  if (isOurs(name)) return ours(quantizer, name);
  const rival = rivals.find((each) => each.name === name);
  if (!rival) throw new Error(`There is no contender ${name}.`);
  return rival;
}

function timed(contender: Implementation, picture: Picture, k: number) {
  let result: Uint8Array | Uint8ClampedArray = new Uint8Array();
  let total = 0;
  let runs = 0;
  do {
    const copy = { ...picture, rgba: picture.rgba.slice() };
    total += cpuMs(() => {
      result = contender.quantize(copy, k);
    });
    runs++;
  } while (total < LONG_ENOUGH);
  return { ms: total / runs, rgba: new Uint8Array(result) };
}
