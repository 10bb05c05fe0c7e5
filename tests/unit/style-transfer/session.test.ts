import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../../../src/components/style-transfer/session.ts';
import { type Choices, type Job, type Raster, USUAL } from '../../../src/components/style-transfer/views.ts';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import type { CreateExecutor, Executor } from '../../../src/engine/style-transfer/executor.ts';
import { finish } from '../../../src/engine/style-transfer/executor.ts';
import * as engine from '../../../src/engine/style-transfer/index.ts';
import { type Network, withPooling } from '../../../src/engine/style-transfer/network.ts';
import { smallVgg } from './networks.ts';

const network = smallVgg([4, 6, 8]);

function raster(width: number, height: number, phase: number): Raster {
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < rgba.length; i++)
    rgba[i] = i % 4 === 3 ? 255 : 127 + 100 * Math.sin(phase + (i >> 2) * (0.3 + phase / 7) + (i % 4));
  return { width, height, rgba };
}

const choices: Choices = { ...USUAL, size: 64, steps: 8 };
const job: Job = {
  content: raster(40, 28, 1),
  styles: [{ picture: raster(30, 30, 2), weight: 50 }],
  choices,
};

/** A session, and the executors that it has freed. */
function sessionOf({ mostBytes = 1e9, create = createArrays as CreateExecutor } = {}) {
  const made: Executor[] = [];
  const freed: Executor[] = [];
  const counting = async (network: Network) => {
    const executor = await create(network);
    const { free } = executor;
    made.push(executor);
    executor.free = () => {
      freed.push(executor);
      free.call(executor);
    };
    return executor;
  };
  return {
    session: new Session({ ...engine, withPooling, create: counting, instead: counting, mostBytes }),
    made,
    freed,
  };
}

async function begun(session: Session, over: Partial<Job> = {}) {
  session.prepare({ ...job, ...over });
  const told = await session.begin(network);
  assert.ok(!('refused' in told));
  return told;
}

test('a run is begun, led on to its end, and told with its picture', async () => {
  const { session } = sessionOf();
  const { run, picture } = await begun(session);
  assert.equal(picture, undefined);
  assert.deepEqual(
    [run.step, run.steps, run.state, run.levels],
    [0, 8, 'going', [{ width: 64, height: 45, steps: 8 }]],
  );
  const { step, done, count } = await session.go();
  assert.equal(done, true);
  assert.equal(count, 8);
  assert.equal(step?.run.state, 'ended');
  assert.deepEqual([step?.picture?.width, step?.picture?.height, step?.picture?.step], [64, 45, 8]);
  assert.equal(step?.picture?.rgba.length, 4 * 64 * 45);
  const totals = step?.run.history.map(({ total }) => total) ?? [];
  assert.equal(totals.length, 9);
  assert.ok(totals[8] < totals[0]);
  assert.ok((step?.run.ms ?? 0) > 0);
});

test('it is stopped, looked at, gone on with, and comes to the same picture', async () => {
  const whole = sessionOf().session;
  await begun(whole);
  const { step: expected } = await whole.go();
  const { session } = sessionOf();
  await begun(session);
  setTimeout(() => session.pause(), 5);
  const stopped = await session.go();
  assert.equal(stopped.done, false, 'it was stopped on its way');
  assert.equal(stopped.step?.run.state, 'going');
  assert.equal(session.latest().step, undefined, 'what was told is not told again');
  const { step, done } = await session.go();
  assert.equal(done, true);
  assert.deepEqual(step?.picture?.rgba, expected?.picture?.rgba);
});

test('more steps go on from the end', async () => {
  const { session } = sessionOf();
  await begun(session);
  await session.go();
  session.extend(3);
  const { step, done } = await session.go();
  assert.equal(done, true);
  assert.deepEqual([step?.run.step, step?.run.steps, step?.run.history.length], [11, 11, 12]);
});

test('a run beyond the memory is refused with a size that fits, and nothing is kept', async () => {
  const { session, made, freed } = sessionOf({ mostBytes: 1e6 });
  session.prepare({ ...job, choices: { ...choices, size: 512 } });
  const told = await session.begin(network);
  assert.ok('refused' in told);
  assert.match(told.refused, /^At 512 × 358 pixels this network needs \d+ MB, and here it may take 1 MB\.$/);
  assert.ok(told.size < 512 && told.size >= 64 && told.size % 32 === 0);
  assert.deepEqual(freed, made);
  await assert.rejects(session.go(), /no run/);
});

test('pictures too small for the network are refused in a sentence, and the executor is freed', async () => {
  const { session, made, freed } = sessionOf();
  for (const content of [raster(300, 1, 1), raster(1, 1, 1)]) {
    session.prepare({ ...job, content });
    await assert.rejects(session.begin(network), { name: 'InvalidInputError' });
  }
  assert.deepEqual(freed, made);
});

test('a style equal to the content is nothing special: it ends, with next to no distance', async () => {
  const { session } = sessionOf();
  await begun(session, { styles: [{ picture: job.content, weight: 1 }] });
  const { step, done } = await session.go();
  assert.equal(done, true);
  const { content = 1, style = [1] } = step?.run.history.at(-1) ?? {};
  assert.ok(Math.max(content, ...style) < 0.05); // not 0: smoothness counts as well
});

test('the queue gets runs of its own, with which the session’s own is none the worse', async () => {
  const { session, freed } = sessionOf();
  await begun(session);
  const going = await session.beginOn(network);
  assert.equal(going.steps, 8);
  await finish(going.work);
  assert.equal(going.latest?.step, 8);
  going.free();
  assert.equal(freed.length, 1);
  const { step } = await session.go();
  assert.equal(step?.run.step, 8);
  const { rgba } = step?.picture ?? {};
  assert.deepEqual(rgba, going.latest && engine.rgbaOf(going.latest.picture), 'the same start, the same end');
});

test('beginning anew frees what was before; memory grows with the pixels', async () => {
  const { session, made, freed } = sessionOf();
  await begun(session);
  const { fixed, perPixel } = session.memory();
  assert.ok(perPixel > 100 && fixed >= 0);
  await begun(session, { choices: { ...choices, pooling: 'average' } });
  assert.deepEqual(freed, [made[0]]);
  session.free();
  assert.deepEqual(freed, made);
});

test('where the graphics device is lost, it goes on elsewhere from where it stood, to the end', async () => {
  let evaluations = 0;
  const losing: CreateExecutor = async (network) => {
    const executor = await createArrays(network);
    const { aim } = executor;
    executor.aim = (...given) => {
      const objective = aim.apply(executor, given);
      return {
        *evaluate(rgb, gradient) {
          if (++evaluations === 4) throw Object.assign(new Error('gone'), { name: 'ContextLostError' });
          return yield* objective.evaluate(rgb, gradient);
        },
      };
    };
    return executor;
  };
  const { session } = sessionOf({ create: losing });
  await begun(session);
  const { step, done } = await session.go();
  assert.equal(done, true);
  assert.deepEqual([step?.run.step, step?.run.lost, step?.run.state], [8, true, 'ended']);
  assert.ok(evaluations > 8);
});
