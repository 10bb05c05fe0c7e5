import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  distanceOf,
  type Going,
  NineQueue,
} from '../../../src/components/style-transfer/depths/nine-queue.ts';
import type { Depth } from '../../../src/components/style-transfer/models/views.ts';
import { InvalidInputError } from '../../../src/engine/errors.ts';
import { finish, type Work } from '../../../src/engine/style-transfer/executor.ts';
import type { Network } from '../../../src/engine/style-transfer/network.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';

const REQUEST = { method: 'kmeans', exact: false } as const;
const STEPS = 3;

/** Stylizations whose picture is the depth's number everywhere; how many are going at once is counted. */
function fake(fails: (bits: number) => Error | undefined = () => undefined) {
  const seen = { alive: 0, most: 0, begun: [] as number[] };
  const queue = new NineQueue({
    network: ({ bits }: Depth) => {
      const error = fails(bits);
      if (error) throw error;
      return { id: String(bits) } as Network;
    },
    begin: async ({ id }) => {
      seen.begun.push(Number(id));
      seen.most = Math.max(seen.most, ++seen.alive);
      return new Fake(Number(id), () => seen.alive--);
    },
    rgbaOf: ({ data }: Picture) =>
      Uint8ClampedArray.from({ length: (data.length / 3) * 4 }, (_, i) => (i % 4 === 3 ? 255 : data[0])),
  });
  return { queue, seen };
}

class Fake implements Going {
  readonly steps = STEPS;
  readonly work: Work<void>;
  readonly free: () => void;
  latest: Going['latest'];
  constructor(bits: number, free: () => void) {
    this.free = free;
    this.work = this.#work(bits);
  }
  *#work(bits: number): Work<void> {
    const picture = { width: 2, height: 1, data: new Float32Array(6).fill(bits) };
    for (let step = 0; step < STEPS; step++) {
      yield step === 1 ? Promise.resolve() : undefined;
      this.latest = { step: step + 1, picture, losses: { total: bits / (step + 1) } };
      yield undefined;
    }
  }
}

test('each has its turn, alone, and is compared with the first', async () => {
  const { queue, seen } = fake();
  queue.begin({ ...REQUEST, bits: [32, 8, 1] });
  assert.deepEqual(
    queue.rows().map(({ bits, state, step }) => [bits, state, step]),
    [
      [32, 'waiting', 0],
      [8, 'waiting', 0],
      [1, 'waiting', 0],
    ],
  );
  await finish(queue.work());
  assert.deepEqual(
    queue.rows().map(({ ms: _, ...row }) => row),
    [
      { bits: 32, state: 'done', step: 3, steps: 3, loss: 32 / 3, distance: 0 },
      { bits: 8, state: 'done', step: 3, steps: 3, loss: 8 / 3, distance: 24 },
      { bits: 1, state: 'done', step: 3, steps: 3, loss: 1 / 3, distance: 31 },
    ],
  );
  assert.deepEqual(seen, { alive: 0, most: 1, begun: [32, 8, 1] });
  assert.deepEqual([...(queue.picture(8)?.rgba ?? [])], [8, 8, 8, 255, 8, 8, 8, 255]);
});

test('one that is stopped keeps what it has come to, and the next has its turn', async () => {
  const { queue, seen } = fake();
  queue.begin({ ...REQUEST, bits: [32, 8, 4] });
  const work = queue.work();
  const until = async (bits: number, step: number) => {
    while (!queue.rows().some((row) => row.bits === bits && row.step >= step)) await work.next().value;
  };
  await until(8, 1);
  assert.deepEqual(queue.picture(8)?.rgba[0], 8);
  queue.stop(8);
  queue.stop(4);
  await finish(work);
  assert.deepEqual(
    queue.rows().map(({ bits, state, step }) => [bits, state, step]),
    [
      [32, 'done', 3],
      [8, 'stopped', 1],
      [4, 'stopped', 0],
    ],
  );
  assert.equal(queue.picture(8)?.rgba[0], 8);
  assert.equal(queue.picture(4), undefined);
  queue.again(4);
  await finish(queue.work());
  assert.deepEqual(queue.rows()[2].state, 'done');
  assert.equal(queue.rows()[2].distance, 28);
  assert.deepEqual(seen, { alive: 0, most: 1, begun: [32, 8, 4] });
});

test('what fails is told beside it, and the others go on; what is no sentence for a reader ends it all', async () => {
  const { queue, seen } = fake((bits) => (bits === 8 ? new InvalidInputError('Too large.') : undefined));
  queue.begin({ ...REQUEST, bits: [32, 8, 4] });
  await finish(queue.work());
  assert.deepEqual(
    queue.rows().map(({ state, problem }) => [state, problem]),
    [
      ['done', undefined],
      ['failed', 'Too large.'],
      ['done', undefined],
    ],
  );
  assert.equal(seen.alive, 0);
  const broken = fake(() => new TypeError('bug'));
  broken.queue.begin({ ...REQUEST, bits: [8] });
  await assert.rejects(finish(broken.queue.work()), /bug/);
});

test('without the first to its end there is no distance', async () => {
  const { queue } = fake();
  queue.begin({ ...REQUEST, bits: [32, 8] });
  queue.stop(32);
  await finish(queue.work());
  assert.deepEqual(
    queue.rows().map(({ distance }) => distance),
    [undefined, undefined],
  );
  queue.again(32);
  await finish(queue.work());
  assert.deepEqual(
    queue.rows().map(({ distance }) => distance),
    [0, 24],
  );
});

test('begun anew, what was going is freed', async () => {
  const { queue, seen } = fake();
  queue.begin({ ...REQUEST, bits: [32, 8] });
  const work = queue.work();
  for (let i = 0; i < 3; i++) await work.next().value;
  assert.equal(seen.alive, 1);
  queue.begin({ ...REQUEST, bits: [2] });
  assert.equal(seen.alive, 0);
  await finish(queue.work());
  assert.deepEqual(
    queue.rows().map(({ state }) => state),
    ['done'],
  );
});

test('the distance is in grey levels, and none between pictures of different sizes', () => {
  const picture = (width: number, grey: number) => ({
    width,
    height: 1,
    rgba: new Uint8ClampedArray(4 * width).fill(grey),
  });
  assert.equal(distanceOf(picture(3, 10), picture(3, 14)), 4);
  assert.equal(distanceOf(picture(3, 10), picture(2, 10)), undefined);
  assert.equal(distanceOf(picture(3, 10), undefined), undefined);
});
