import '../../tfjs-in-node.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { type Executor, finish, type Targets } from '../../../src/engine/style-transfer/executor.ts';
import type { Network } from '../../../src/engine/style-transfer/network.ts';
import { randomNetwork, randomPicture, smallResidual, smallVgg } from './networks.ts';

const { engine, memory, registerKernel } = await import('@tensorflow/tfjs-core');
const { startCpu } = await import('../../../src/lib/tfjs/cpu.ts');
const { startWasm } = await import('../../../src/lib/tfjs/wasm.ts');
const { createTfjs } = await import('../../../src/engine/style-transfer/tfjs/executor.ts');
const { Watch } = await import('../../../src/engine/style-transfer/tfjs/lost.ts');
for (const name of ['AvgPool', 'AvgPoolGrad', 'Concat', 'FusedConv2D', 'MaxPool', 'MaxPoolGrad']) {
  const kernel = await import(`@tensorflow/tfjs-backend-cpu/dist/kernels/${name}`);
  registerKernel(kernel[`${name[0].toLowerCase()}${name.slice(1)}Config`]);
}

const BACKENDS = { cpu: startCpu, wasm: startWasm };
const NETWORKS = {
  maxima: smallVgg([4, 6, 8]),
  means: smallVgg([4, 6, 8], 'average'),
  'shortcuts and branches': smallResidual(),
};

/** What another picture gives, with weights that make the terms alike. */
async function targetsFrom(executor: Executor, { style, content }: Network, width: number, height: number) {
  const picture = randomPicture(width, height, 5);
  const { grams, features } = await finish(executor.describe(picture, { grams: style, features: [content] }));
  const length = (values: Float32Array) => Math.hypot(...values) ** 2;
  const targets: Targets = {
    style: style.map((layer) => {
      const gram = grams.get(layer)!;
      return { layer, gram, weight: 1e5 / length(gram) };
    }),
    content: [
      { layer: content, features: features.get(content)!, weight: 2e4 / length(features.get(content)!) },
    ],
  };
  return targets;
}

function near(given: ArrayLike<number>, expected: ArrayLike<number>, what: string, tolerance = 1e-4) {
  assert.equal(given.length, expected.length, what);
  const size = Math.hypot(...Array.from(expected)) / Math.sqrt(expected.length);
  for (let i = 0; i < expected.length; i++)
    assert.ok(
      Math.abs(given[i] - expected[i]) <= tolerance * size,
      `${what} ${i}: ${given[i]}, not ${expected[i]}`,
    );
}

for (const [backend, start] of Object.entries(BACKENDS))
  for (const [what, network] of Object.entries(NETWORKS))
    describe(`${backend}, ${what}`, () => {
      const [width, height] = [19, 14];

      test('features, Gram matrices, losses and gradients are those of plain loops, and no tensor is left', async () => {
        await start();
        const before = memory().numTensors;
        const [executor, oracle] = [await createTfjs()(network), await createArrays(network)];
        assert.equal(executor.name, `tfjs ${backend}`);
        const layers = { grams: network.style, features: [network.content, ...network.style] };
        const picture = randomPicture(width, height, 2);
        const [found, known] = [
          await finish(executor.describe(picture, layers)),
          await finish(oracle.describe(picture, layers)),
        ];
        for (const [name, gram] of known.grams) near(found.grams.get(name)!, gram, `Gram of ${name}`);
        for (const [name, features] of known.features) near(found.features.get(name)!, features, name);

        const targets = await targetsFrom(oracle, network, width, height);
        const objective = executor.aim(width, height, targets);
        const other = oracle.aim(width, height, targets);
        const [gradient, expected] = [
          new Float32Array(picture.data.length),
          new Float32Array(picture.data.length),
        ];
        let alive = 0;
        for (const seed of [2, 3, 4]) {
          const rgb = randomPicture(width, height, seed).data;
          const losses = await finish(objective.evaluate(rgb, gradient));
          const right = await finish(other.evaluate(rgb, expected));
          near(gradient, expected, 'gradient');
          near(losses.style, right.style, 'style');
          near(losses.content, right.content, 'content');
          assert.ok([...right.style, ...right.content].every((loss) => loss > 0));
          if (seed > 2) assert.equal(memory().numTensors, alive);
          alive = memory().numTensors;
        }
        executor.free();
        executor.free();
        assert.equal(memory().numTensors, before);
      });
    });

describe('tfjs', () => {
  const network = smallVgg([4, 6]);
  const [width, height] = [10, 8];

  test('sums of Gram matrices do not depend on how rows are divided among parts', async () => {
    await startCpu();
    const executor = await createTfjs()(network);
    const oracle = await createArrays(network);
    for (const side of [2, 7, 17, 32]) {
      const picture = randomPicture(5, side, side);
      const layers = { grams: ['conv1_1'] };
      const [found, known] = [
        await finish(executor.describe(picture, layers)),
        await finish(oracle.describe(picture, layers)),
      ];
      near(found.grams.get('conv1_1')!, known.grams.get('conv1_1')!, `${side} rows`);
    }
    executor.free();
  });

  test('two terms may be for one layer, and the last layer need not have any', async () => {
    await startCpu();
    const executor = await createTfjs()(network);
    const oracle = await createArrays(network);
    const full = await targetsFrom(oracle, { ...network, content: 'conv1_2' }, width, height);
    const targets = {
      ...full,
      style: [full.style[0], { ...full.style[0], weight: 3 * full.style[0].weight }],
    };
    const rgb = randomPicture(width, height, 6).data;
    const [gradient, expected] = [new Float32Array(rgb.length), new Float32Array(rgb.length)];
    const losses = await finish(executor.aim(width, height, targets).evaluate(rgb, gradient));
    await finish(oracle.aim(width, height, targets).evaluate(rgb, expected));
    near(gradient, expected, 'gradient');
    assert.ok(Math.abs(losses.style[1] / losses.style[0] - 3) < 1e-6);
    executor.free();
  });

  test('work left half-way leaves no tensor once the executor is freed or used again', async () => {
    await startCpu();
    const before = memory().numTensors;
    const executor = await createTfjs()(network);
    const targets = await targetsFrom(executor, network, width, height);
    const objective = executor.aim(width, height, targets);
    const rgb = randomPicture(width, height, 6).data;
    const gradient = new Float32Array(rgb.length);
    await finish(objective.evaluate(rgb, gradient));
    const alive = memory().numTensors;
    const whole = gradient.slice();
    for (const pieces of [1, 4, 9]) {
      const work = objective.evaluate(rgb, gradient);
      for (let i = 0; i < pieces; i++) assert.equal(work.next().done, false);
      assert.ok(memory().numTensors > alive);
    }
    await finish(objective.evaluate(rgb, gradient));
    assert.deepEqual(gradient, whole);
    assert.equal(memory().numTensors, alive);
    const stale = objective.evaluate(rgb, gradient);
    stale.next();
    const work = objective.evaluate(rgb, gradient);
    work.next();
    stale.return({ style: new Float64Array(0), content: new Float64Array(0) });
    await finish(work); // not ended by the end of the other
    assert.deepEqual(gradient, whole);
    objective.evaluate(rgb, gradient).next();
    executor.free();
    assert.equal(memory().numTensors, before);
    await assert.rejects(finish(objective.evaluate(rgb, gradient)), /freed/);
    await assert.rejects(finish(executor.describe({ width, height, data: rgb }, {})), /freed/);
  });

  test('a new aim ends the one before, and gives back its memory', async () => {
    await startCpu();
    const executor = await createTfjs()(network);
    const targets = await targetsFrom(executor, network, width, height);
    const first = executor.aim(width, height, targets);
    const alive = memory().numTensors;
    const second = executor.aim(width, height, targets);
    assert.equal(memory().numTensors, alive);
    const rgb = randomPicture(width, height).data;
    await assert.rejects(finish(first.evaluate(rgb, new Float32Array(rgb.length))), /Another objective/);
    await finish(second.evaluate(rgb, new Float32Array(rgb.length)));
    executor.free();
  });

  test('a lost device is told by name, while waiting and afterwards, and no tensor is left', async () => {
    await startCpu();
    const before = memory().numTensors;
    let lose = () => {};
    const lost = new Promise<void>((resolve) => {
      lose = resolve;
    });
    const executor = await createTfjs({ lost, isLost: () => false })(network);
    const targets = await targetsFrom(executor, network, width, height);
    const objective = executor.aim(width, height, targets);
    const rgb = randomPicture(width, height).data;
    const work = objective.evaluate(rgb, new Float32Array(rgb.length));
    work.next();
    lose();
    await assert.rejects(finish(work), { name: 'ContextLostError' });
    await assert.rejects(finish(objective.evaluate(rgb, new Float32Array(rgb.length))), {
      name: 'ContextLostError',
    });
    executor.free();
    assert.equal(memory().numTensors, before);

    const [never, isLost] = [new Promise(() => {}), () => true];
    const gone = await createTfjs({ lost: never, isLost })(network);
    await assert.rejects(finish(gone.describe({ width, height, data: rgb }, {})), {
      name: 'ContextLostError',
    });
    gone.free();
  });

  test('an answer of a device that is lost already may fail later, with nobody listening', async () => {
    const watch = new Watch({ lost: new Promise(() => {}), isLost: () => true });
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 1));
    await assert.rejects(watch.answered(late), { name: 'ContextLostError' });
    await new Promise((done) => setTimeout(done, 5));
  });

  test('whatever else a device fails of counts as its loss, but not what it was asked wrongly', async () => {
    await startCpu();
    const before = memory().numTensors;
    const device = { lost: new Promise(() => {}), isLost: () => false };
    const executor = await createTfjs(device)(network);
    const targets = await targetsFrom(executor, network, width, height);
    const objective = executor.aim(width, height, targets);
    const rgb = randomPicture(width, height).data;
    const { runKernel } = engine();
    engine().runKernel = () => {
      throw new DOMException('device destroyed', 'AbortError');
    };
    const work = objective.evaluate(rgb, new Float32Array(rgb.length));
    try {
      await assert.rejects(finish(work), (error: Error) => {
        assert.equal(error.name, 'ContextLostError');
        return (error.cause as Error).message === 'device destroyed';
      });
    } finally {
      engine().runKernel = runKernel;
    }
    await assert.rejects(finish(executor.describe(randomPicture(1, 1), { grams: ['conv2_1'] })), {
      name: 'InvalidInputError',
    });
    executor.free();
    await assert.rejects(finish(executor.describe(randomPicture(8, 8), {})), /freed/);
    assert.equal(memory().numTensors, before);
  });

  test('what does not fit is refused with a sentence before anything is held', async () => {
    await startCpu();
    const before = memory().numTensors;
    const wrong = randomNetwork(
      [
        { op: 'conv', name: 'a', size: 1, inputs: 3, outputs: 2 },
        { op: 'conv', name: 'b', size: 1, inputs: 3, outputs: 2 },
      ],
      ['b'],
      'b',
    );
    assert.throws(() => createTfjs()(wrong), { name: 'InvalidInputError' });
    const executor = await createTfjs()(smallVgg([2, 2, 2]));
    const tiny = randomPicture(3, 2);
    await assert.rejects(finish(executor.describe(tiny, { features: ['conv3_1'] })), {
      name: 'InvalidInputError',
    });
    assert.ok(executor.memory(64, 64) > 4 * executor.memory(16, 16) * 0.5);
    executor.free();
    assert.equal(memory().numTensors, before);
  });

  test('every kernel that runs is registered for graphics devices', async () => {
    await startCpu();
    const ran = new Set<string>();
    const tfjs = engine();
    const { runKernel } = tfjs;
    tfjs.runKernel = function (this: typeof tfjs, ...given: Parameters<typeof runKernel>) {
      ran.add(given[0]);
      return runKernel.apply(this, given);
    } as typeof runKernel;
    try {
      for (const network of Object.values(NETWORKS)) {
        const executor = await createTfjs()(network);
        const targets = await targetsFrom(executor, network, 12, 12);
        const rgb = randomPicture(12, 12).data;
        await finish(executor.aim(12, 12, targets).evaluate(rgb, new Float32Array(rgb.length)));
        executor.free();
      }
    } finally {
      tfjs.runKernel = runKernel;
    }
    assert.ok(ran.has('MaxPoolGrad') && ran.has('FusedConv2D'));
    for (const backend of ['webgl', 'webgpu']) {
      const code = readFileSync(`src/lib/tfjs/${backend}.ts`, 'utf8');
      const imported = new Set(Array.from(code.matchAll(/\/dist\/kernels\/(\w+)'/g), ([, name]) => name));
      assert.deepEqual(
        [...ran].filter((name) => !imported.has(name)),
        [],
        backend,
      );
    }
  });
});
