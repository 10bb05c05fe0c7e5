import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { type Executor, finish, type Work } from '../../../src/engine/style-transfer/executor.ts';
import { DEFAULTS, memoryNeeded } from '../../../src/engine/style-transfer/stylize/index.ts';
import { begun, ended, network } from './stylizing.ts';

test('level by level the loss falls, and each step is told', async () => {
  const stylization = await begun();
  assert.equal(typeof stylization.latest, 'undefined');
  assert.equal(stylization.done, false);
  assert.equal(stylization.steps, 11);
  await finish(stylization.run());
  const { history, latest } = stylization;
  assert.deepEqual(
    history.map(({ level, step }) => [level, step]),
    [[0, 0], [0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [0, 6], [1, 6], [1, 7], [1, 8], [1, 9], [1, 10], [1, 11]], // biome-ignore format: one line
  );
  for (let i = 1; i < history.length; i++)
    if (history[i].level === history[i - 1].level)
      assert.ok(history[i].losses.total < history[i - 1].losses.total);
  assert.deepEqual(stylization.layers, ['conv1_1', 'conv2_1', 'conv3_1']);
  assert.equal(latest?.losses, history.at(-1)?.losses);
  assert.deepEqual([latest?.width, latest?.height, latest?.level, latest?.step], [22, 16, 1, 11]);
  assert.equal(stylization.done, true);
  const { total, style: layers, content } = history[3].losses;
  const mean = layers.reduce((sum, loss) => sum + loss, 0) / 3;
  assert.ok(
    Math.abs(
      total - mean - DEFAULTS.contentWeight * content - DEFAULTS.totalVariation * history[3].losses.variation,
    ) < 1e-9,
  );
  assert.ok(history[0].losses.content < 1e-12, 'it starts from the content');
});

test('left at any point and gone on with, the picture is the same', async () => {
  const straight = await ended();
  const stopped = await begun();
  let pieces = 0;
  for (let lap = 1; !stopped.done; lap++) {
    const run = stopped.run();
    for (let i = 0; i < 7 * lap; i++, pieces++) {
      const { done, value } = run.next();
      if (value) await value;
      if (done) break;
    }
    if (lap % 2) run.return();
  }
  assert.ok(pieces > 500);
  assert.deepEqual(stopped.latest, straight.latest);
  assert.deepEqual(stopped.history, straight.history);
});

for (const optimizer of ['lbfgs', 'adam'] as const)
  test(`more steps after the end are those that would have followed: ${optimizer}`, async () => {
    const [once, twice] = [
      await begun({ optimizer, steps: [4, 9] }),
      await begun({ optimizer, steps: [4, 6] }),
    ];
    await finish(once.run());
    if (optimizer === 'adam') {
      twice.more(3); // its rate depends on how many steps there are, so it has to know them before
      await finish(twice.run());
    } else {
      await finish(twice.run());
      assert.equal(twice.done, true);
      twice.more(3);
      assert.equal(twice.done, false);
      await finish(twice.run());
    }
    assert.deepEqual(twice.latest, once.latest);
    await finish(twice.run()); // nothing is left to do
    assert.deepEqual(twice.latest, once.latest);
  });

test('Adam takes steps after its end, too', async () => {
  const stylization = await ended({ optimizer: 'adam' });
  const before = stylization.latest?.losses.total as number;
  stylization.more(10);
  await finish(stylization.run());
  assert.equal(stylization.latest?.step, 21);
  assert.ok((stylization.latest?.losses.total as number) < before);
});

test('pictures told of are copies', async () => {
  const stylization = await begun();
  const run = stylization.run();
  while (!stylization.latest) run.next();
  const first = stylization.latest;
  const before = first.picture.data.slice();
  while (stylization.latest.step < 3) run.next();
  assert.deepEqual(first.picture.data, before);
  assert.notDeepEqual(stylization.latest.picture.data, before);
});

test('a loss that is no number ends a run in words, and what was reached remains', async () => {
  const stylization = await begun({ optimizer: 'adam', learningRate: 1e30 });
  await assert.rejects(finish(stylization.run()), {
    name: 'InvalidInputError',
    message: /no finite number after step \d+.*smaller learning rate/,
  });
  assert.ok(stylization.latest?.picture.data.every(Number.isFinite));
});

test('promises are passed on, once more where nobody waited for them, and a lost executor can be replaced', async () => {
  const arrays = await createArrays(network);
  let lost = false;
  const waiting: Executor = {
    ...arrays,
    aim(...of) {
      const objective = arrays.aim(...of);
      return {
        *evaluate(rgb, gradient) {
          if (lost) throw new Error('The GPU is lost.');
          yield Promise.resolve();
          return yield* objective.evaluate(rgb, gradient);
        },
      };
    },
  };
  const stylization = await begun({}, waiting);
  let run = stylization.run();
  let promise: Promise<void> | undefined;
  while (!promise) promise = run.next().value ?? undefined;
  run = stylization.run();
  assert.equal(run.next().value, promise);
  const upTo = async (work: Work<void>, step: number) => {
    while ((stylization.latest?.step ?? 0) < step) await work.next().value;
  };
  await upTo(run, 8);
  lost = true;
  await assert.rejects(upTo(run, 9), /GPU is lost/);
  assert.equal(stylization.latest?.step, 8);
  stylization.continueOn(arrays);
  await finish(stylization.run());
  assert.deepEqual(stylization.latest, (await ended()).latest);
});

test('memory is told before anything is allocated', async () => {
  const executor = await createArrays(network);
  const levels = (size: number) => [{ width: size, height: size, steps: 1 }];
  const settings = { optimizer: 'lbfgs', styleScale: 1 } as const;
  const [a, b] = [128, 256].map((size) => memoryNeeded(executor, levels(size), settings));
  assert.ok(b / a > 3.5 && b / a < 4.5);
  assert.ok(b > 256 * 256 * 12 * 25);
  assert.ok(memoryNeeded(executor, levels(128), { ...settings, styleScale: 2 }) > 2 * a);
});
