import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { seeded } from '../../../src/engine/random.ts';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { place } from '../../../src/engine/style-transfer/compiled/lives.ts';
import { createCompiled, createCompiledExecutor } from '../../../src/engine/style-transfer/compiled.ts';
import type { Core } from '../../../src/engine/style-transfer/core.ts';
import {
  type CreateExecutor,
  type Executor,
  finish,
  type Work,
} from '../../../src/engine/style-transfer/executor.ts';
import { leastSide } from '../../../src/engine/style-transfer/graph.ts';
import { type Network, withPooling } from '../../../src/engine/style-transfer/network.ts';
import { hasRelaxedSimd } from '../../../src/engine/style-transfer/relaxed.ts';
import { instantiate } from '../../../src/engine/wasm.ts';
import { withMaximum } from '../with-maximum.ts';
import { compiled } from './load.ts';
import { randomPicture, smallResidual, smallVgg } from './networks.ts';
import { anyNetwork } from './random-networks.ts';
import { targetsOf } from './targets.ts';

const bytes = await readFile(
  new URL('../../../src/engine/style-transfer/style-transfer.wasm', import.meta.url),
);
const start = async (): Promise<Core> => instantiate(await WebAssembly.compile(bytes));

/** Root of the mean squared difference over that of the numbers wanted. */
function apart(wanted: ArrayLike<number>, found: ArrayLike<number>): number {
  assert.equal(found.length, wanted.length);
  let [away, all] = [0, 1e-30];
  for (let i = 0; i < wanted.length; i++) {
    away += (wanted[i] - found[i]) ** 2;
    all += wanted[i] ** 2;
  }
  return Math.sqrt(away / all);
}

/**
 * Compares all that two executors say. A gradient jumps where a ReLU or a maximum turns over, which numbers that differ in their seventh
 * digit do not always see alike: it may be off by more, as a whole, than losses may.
 */
async function assertAgreement(
  network: Network,
  width: number,
  height: number,
  create: CreateExecutor = compiled,
): Promise<void> {
  const what = `${network.nodes.map(({ name, op }) => `${name} ${op}`).join(', ')} at ${width} × ${height}`;
  const [oracle, executor] = [await createArrays(network), await create(network)];
  const names = network.nodes.map(({ name }) => name);
  const asked = { grams: names, features: names };
  const picture = randomPicture(width, height, 2);
  const [wanted, found] = [
    await finish(oracle.describe(picture, asked)),
    await finish(executor.describe(picture, asked)),
  ];
  for (const name of names) {
    for (const part of ['grams', 'features'] as const) {
      const off = apart(wanted[part].get(name)!, found[part].get(name)!);
      assert.ok(off < 1e-5, `${part} of ${name} are off by ${off}: ${what}`);
    }
  }
  const targets = await targetsOf(oracle, network, width, height);
  const [mine, theirs] = [new Float32Array(picture.data.length), new Float32Array(picture.data.length)];
  const lost = await finish(oracle.aim(width, height, targets).evaluate(picture.data, theirs));
  const objective = executor.aim(width, height, targets);
  for (let again = 0; again < 2; again++) {
    mine.fill(Number.NaN);
    const losses = await finish(objective.evaluate(picture.data, mine));
    assert.ok(apart(lost.style, losses.style) < 1e-5, `losses of style: ${what}`);
    assert.ok(apart(lost.content, losses.content) < 1e-5, `losses of content: ${what}`);
    const off = apart(theirs, mine);
    assert.ok(off < 1e-4, `the gradient is off by ${off}: ${what}`);
  }
  executor.free();
}

describe('says what the plain loops say', () => {
  for (const [what, network] of [
    ['maxima', smallVgg()],
    ['means', withPooling(smallVgg(), 'average')],
    ['odd numbers of channels', smallVgg([5, 13, 30])],
    ['shortcuts and branches', smallResidual()],
  ] as const)
    test(what, async () => {
      for (const [width, height] of [
        [37, 29],
        [8, 40],
        [17, 16],
      ])
        await assertAgreement(network, width, height);
    });

  test('networks of any shape', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const network = anyNetwork(random, seed);
      const least = leastSide(network);
      const side = () => least + Math.floor(random() * 20);
      await assertAgreement(network, side(), side());
    }
  });

  test('pictures of one pixel and upwards', async () => {
    const network = smallVgg([6, 9, 7]);
    const residual = {
      ...smallResidual(),
      nodes: smallResidual()
        .nodes.filter(({ op }) => op === 'conv')
        .slice(0, 3),
    };
    for (let side = 1; side <= 9; side++) {
      if (side >= 4) await assertAgreement(network, side, 13 - side);
      await assertAgreement(
        { ...residual, nodes: [residual.nodes[0]], style: ['stem'], content: 'stem' },
        side,
        1,
      );
      await assertAgreement({ ...smallVgg([7]), content: 'conv1_1' }, 1, side);
    }
  });

  test('several targets for one layer, and none', async () => {
    const network = smallVgg([5, 6]);
    const [oracle, executor] = [await createArrays(network), await compiled(network)];
    const { style, content } = await targetsOf(oracle, network, 12, 9);
    const twice = { style: [...style, { ...style[0], weight: 3e-4 }], content: [...content, ...content] };
    const { data } = randomPicture(12, 9, 8);
    for (const targets of [
      twice,
      { style: [style[1]], content: [] },
      { style: [], content },
      { style: [], content: [] },
    ]) {
      const [theirs, mine] = [new Float32Array(data.length), new Float32Array(data.length).fill(7)];
      const wanted = await finish(oracle.aim(12, 9, targets).evaluate(data, theirs));
      const found = await finish(executor.aim(12, 9, targets).evaluate(data, mine));
      assert.ok(apart(wanted.style, found.style) < 1e-5 && apart(wanted.content, found.content) < 1e-5);
      assert.ok(apart(theirs, mine) < 2e-5);
    }
  });
});

test('the build with relaxed SIMD says so too', {
  skip: hasRelaxedSimd() ? false : 'no relaxed SIMD here',
}, async () => {
  const build = await readFile(
    new URL('../../../src/engine/style-transfer/relaxed/style-transfer.wasm', import.meta.url),
  );
  const module = await WebAssembly.compile(build);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const names = (of: WebAssembly.Module) => WebAssembly.Module.exports(of).map(({ name }) => name);
  const missing = new Set(names(module)).symmetricDifference(
    new Set(names(await WebAssembly.compile(bytes))),
  );
  assert.deepEqual(
    [...missing].filter((name) => name.startsWith('style_transfer_')),
    [],
  );
  assert.ok(gzipSync(build, { level: 9 }).length < 16_000);
  for (const network of [smallVgg(), smallVgg([5, 13, 30]), smallResidual()])
    await assertAgreement(network, 37, 29, createCompiled(module));
});

test('the gradient is what differences of the loss say', async () => {
  for (const network of [smallVgg([16, 24, 32]), smallResidual(3)]) {
    const executor = await compiled(network);
    const [width, height] = [30, 26];
    const targets = await targetsOf(executor, network, width, height);
    const objective = executor.aim(width, height, targets);
    const { data } = randomPicture(width, height, 9);
    const [gradient, unused] = [new Float32Array(data.length), new Float32Array(data.length)];
    await finish(objective.evaluate(data, gradient));
    const scale = 1 / Math.max(...gradient.map(Math.abs));
    const lossAt = async (step: number) => {
      const moved = data.map((value, i) => value + step * scale * gradient[i]);
      const { style, content } = await finish(objective.evaluate(moved, unused));
      return [...style, ...content].reduce((sum, loss) => sum + loss, 0);
    };
    const [ahead, behind] = [await lossAt(0.25), await lossAt(-0.25)];
    const along = scale * gradient.reduce((sum, value) => sum + value * value, 0);
    assert.ok(Math.abs((ahead - behind) / 0.5 / along - 1) < 3e-3, `${(ahead - behind) / 0.5}, not ${along}`);
  }
});

test('what is not a number in a picture shows in the losses', async () => {
  const network = smallVgg([5, 6]);
  const executor = await compiled(network);
  const objective = executor.aim(9, 9, await targetsOf(executor, network, 9, 9));
  const data = randomPicture(9, 9).data.fill(Number.NaN, 30, 31);
  const { style } = await finish(objective.evaluate(data, new Float32Array(data.length)));
  assert.ok(Number.isNaN(style[0]));
});

test('large layers are done in many pieces', async () => {
  const network = smallVgg([64, 256]);
  const executor = await compiled(network);
  const objective = executor.aim(96, 96, await targetsOf(executor, network, 96, 96));
  const piecesOf = async (work: Work<unknown>) => {
    let count = 0;
    while (!work.next().done) count++;
    return count;
  };
  const { data } = randomPicture(96, 96);
  const products = 2 * 48 * 48 * 9 * (64 * 256 + 256 * 256) * 0.25;
  const pieces = await piecesOf(objective.evaluate(data, new Float32Array(data.length)));
  assert.ok(pieces > products / 2 ** 25, `${pieces} pieces`);
});

describe('memory', () => {
  const sized = [
    [smallVgg([32, 64, 128]), 200, 150],
    [smallResidual(), 130, 160],
    [smallVgg([8]), 40, 30],
  ] as const;

  test('is as much as was said before', async () => {
    for (const [network, width, height] of sized) {
      const core = await start();
      const executor = createCompiledExecutor(core, network);
      const said = executor.memory(width, height);
      await evaluateOnce(executor, network, width, height);
      const held = core.memory.buffer.byteLength;
      assert.ok(said <= 1.1 * held && said >= 0.9 * held, `${held} bytes, not ${said}`);
      assert.equal(executor.memory(width, height), said);
    }
  });

  test('does not grow with many objectives, of whatever sizes', async () => {
    const [[network, width, height]] = sized;
    const core = await start();
    const executor = createCompiledExecutor(core, network);
    await evaluateOnce(executor, network, width, height);
    const held = core.memory.buffer.byteLength;
    const random = seeded(1);
    for (let i = 0; i < 40; i++) {
      const side = (most: number) => 4 + Math.floor(random() * (most - 4));
      await evaluateOnce(executor, network, side(width / 4), side(height / 4));
    }
    await evaluateOnce(executor, network, width, height);
    assert.equal(core.memory.buffer.byteLength, held);
  });

  test('that does not suffice is an error for the reader, and what there was goes on', async () => {
    const [[network]] = sized;
    const create = createCompiled(await WebAssembly.compile(withMaximum(bytes, 320)));
    const executor = await create(network);
    const targets = await targetsOf(executor, network, 20, 20);
    const objective = executor.aim(20, 20, targets);
    const isRefusal = ({ name, message }: Error) =>
      name === 'InvalidInputError' && /not enough memory: this takes \d+ MB.*smaller/.test(message);
    assert.throws(() => executor.aim(400, 400, { style: targets.style, content: [] }), isRefusal);
    await assert.rejects(
      finish(executor.describe(randomPicture(600, 600), { grams: ['conv2_2'] })),
      isRefusal,
    );
    const gradient = new Float32Array(1200);
    await finish(objective.evaluate(randomPicture(20, 20).data, gradient));
    assert.ok(gradient.every(Number.isFinite) && gradient.some((value) => value !== 0));
  });

  test('of things that are held at different times is shared, and never at the same time', () => {
    const random = seeded(4);
    for (let round = 0; round < 200; round++) {
      const held = Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
        const from = Math.floor(random() * 10);
        return { bytes: 64 * (1 + Math.floor(random() * 9)), from, to: from + Math.floor(random() * 5) };
      });
      const { offsets, bytes: all } = place(held);
      for (const [i, a] of held.entries()) {
        assert.ok(offsets[i] + a.bytes <= all);
        for (const [j, b] of held.entries())
          if (i !== j && a.from <= b.to && b.from <= a.to)
            assert.ok(offsets[i] + a.bytes <= offsets[j] || offsets[j] + b.bytes <= offsets[i]);
      }
    }
    const apartInTime = [0, 1, 2].map((at) => ({ bytes: 640, from: at, to: at }));
    assert.equal(place(apartInTime).bytes, 640);
  });
});

/** Looks at a style and a content, and evaluates. */
async function evaluateOnce(
  executor: Executor,
  network: Network,
  width: number,
  height: number,
): Promise<void> {
  const picture = randomPicture(width, height);
  const asked = { grams: network.style, features: [network.content] };
  const { grams, features } = await finish(executor.describe(picture, asked));
  const objective = executor.aim(width, height, {
    style: [...grams].map(([layer, gram]) => ({ layer, gram, weight: 1 })),
    content: [...features].map(([layer, values]) => ({ layer, features: values, weight: 1 })),
  });
  await finish(objective.evaluate(picture.data, new Float32Array(picture.data.length)));
}

describe('an objective', () => {
  test('keeps its targets while pictures are described, of layers that were not needed before, too', async () => {
    const network = smallVgg([5, 6, 7]);
    const executor = await compiled(network);
    const { data } = randomPicture(16, 12, 3);
    const { style } = await targetsOf(await createArrays(network), network, 16, 12);
    const objective = executor.aim(16, 12, { style: [style[0]], content: [] });
    const [first, second] = [new Float32Array(data.length), new Float32Array(data.length)];
    await finish(objective.evaluate(data, first));
    await finish(executor.describe(randomPicture(50, 40), { grams: ['conv3_2'], features: ['conv3_1'] }));
    await finish(objective.evaluate(data, second));
    assert.deepEqual(second, first);
  });

  test('that is not the newest, or of a freed executor, is refused', async () => {
    const network = smallVgg([5]);
    const executor = await compiled(network);
    const evaluate = (objective: ReturnType<Executor['aim']>) =>
      finish(objective.evaluate(new Float32Array(48), new Float32Array(48)));
    const first = executor.aim(4, 4, { style: [], content: [] });
    const second = executor.aim(4, 4, { style: [], content: [] });
    await assert.rejects(evaluate(first), /Another objective/);
    await evaluate(second);
    executor.free();
    executor.free();
    await assert.rejects(evaluate(second), /freed/);
    assert.throws(() => executor.memory(4, 4), /freed/);
  });

  test('that was left half-way can be begun again; the work that was left cannot go on', async () => {
    const network = smallVgg([12, 20]);
    const executor = await compiled(network);
    const objective = executor.aim(20, 20, await targetsOf(executor, network, 20, 20));
    const { data } = randomPicture(20, 20, 3);
    const [whole, again] = [new Float32Array(data.length), new Float32Array(data.length)];
    await finish(objective.evaluate(data, whole));
    const left = objective.evaluate(data, new Float32Array(data.length));
    for (let i = 0; i < 5; i++) left.next();
    await finish(objective.evaluate(data, again));
    assert.deepEqual(again, whole);
    assert.throws(() => left.next(), /Other work/);
  });
});

describe('what cannot be worked with is refused', () => {
  test('pictures of which a pool leaves nothing, with the least size', async () => {
    const network = smallVgg([4, 4, 4, 4]);
    const executor = await compiled(network);
    const tooSmall = { name: 'InvalidInputError', message: /7 × 30 is too small.*each side needs 8 pixels/ };
    assert.throws(
      () =>
        executor.aim(7, 30, {
          style: [],
          content: [{ layer: 'conv4_1', features: new Float32Array(0), weight: 1 }],
        }),
      tooSmall,
    );
    assert.throws(() => executor.memory(7, 30), tooSmall);
    await assert.rejects(finish(executor.describe(randomPicture(7, 30), { grams: ['conv4_1'] })), tooSmall);
  });

  test('networks whose layers do not fit', async () => {
    const [, ...others] = smallVgg([4]).nodes;
    await assert.rejects(async () => compiled({ ...smallVgg([4]), nodes: others }), {
      name: 'InvalidInputError',
    });
  });

  test('layers that there are not, and targets of another size', async () => {
    const executor = await compiled(smallVgg([4]));
    await assert.rejects(
      finish(executor.describe(randomPicture(4, 4), { grams: ['conv9'] })),
      /no layer conv9/,
    );
    const target = { layer: 'conv1_1', gram: new Float32Array(9), weight: 1 };
    assert.throws(() => executor.aim(4, 4, { style: [target], content: [] }), RangeError);
    assert.throws(
      () => executor.aim(4, 4, { style: [{ ...target, layer: 'conv9' }], content: [] }),
      /no layer conv9/,
    );
  });
});
