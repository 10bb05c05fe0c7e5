import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawCloud,
  drawPrepared,
  HOME_TURN,
  prepareCloud,
} from '../../src/components/color-quantization/cloud.ts';
import { cloudLines } from '../../src/components/color-quantization/cloud-lines.ts';
import { placesOf, project, turnBy } from '../../src/components/color-quantization/cloud-space.ts';
import { seeded } from '../../src/engine/random.ts';

const near = (a: number, b: number, slack = 1e-6) => assert.ok(Math.abs(a - b) <= slack, `${a} is not ${b}`);
const WHITE = [255, 255, 255, 255];
const BLACK = [0, 0, 0, 255];
const RED = [255, 0, 0, 255];

/** n colours anywhere in the cube. */
function random(n: number, seed = 5) {
  const next = seeded(seed);
  return {
    colors: Array.from({ length: 4 * n }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(256 * next()))),
    counts: Array.from({ length: n }, () => 1 + Math.floor(1000 * next() ** 4)),
  };
}

/** The middle of what is drawn, and how many pixels that is. */
function covered(rgba: Uint8ClampedArray, width: number) {
  let [n, x, y] = [0, 0, 0];
  for (let i = 0; i < rgba.length / 4; i++) {
    const alpha = rgba[4 * i + 3] / 255;
    n += alpha;
    x += alpha * ((i % width) + 0.5);
    y += alpha * (Math.floor(i / width) + 0.5);
  }
  return { n, x: x / n, y: y / n };
}

test('in sRGB a colour stands at its stored values; fractions too', () => {
  assert.deepEqual([...placesOf([...BLACK, ...WHITE, ...RED], 'srgb')], [-1, -1, -1, 1, 1, 1, 1, -1, -1]);
  near(placesOf([127.5, 0, 0, 255], 'srgb')[0], 0);
});

test('in OKLab lightness points up, grays stand on one upright axis, and the published values hold', () => {
  const [x0, y0, z0, x1, y1, z1] = placesOf([...BLACK, ...WHITE], 'oklab');
  for (const value of [x0, z0, x1, z1]) near(value, 0, 1e-5);
  const unit = y1 - y0;
  const [x, y, z] = placesOf(RED, 'oklab');
  near((y - y0) / unit, 0.62796, 1e-4); // oklab of pure red, as Ottosson's post and CSS Color 4 give it
  near(x / unit, 0.22486, 1e-4);
  near(z / unit, 0.12585, 1e-4);
});

test('turning by a whole turn leads back, and by a quarter swaps the sides', () => {
  const places = placesOf(random(50).colors, 'srgb');
  const at = (yaw: number, pitch = 0) => [...project(places, { yaw, pitch }, 300, 300)];
  const whole = at(0.3 + 2 * Math.PI);
  for (const [i, value] of at(0.3).entries()) near(value, whole[i], 1e-9);
  const turned = placesOf([127.5, 127.5, 255, 255], 'srgb'); // on the axis towards the viewer
  assert.ok(project(turned, { yaw: 0, pitch: 0 }, 100, 100)[2] > 1.1);
  const [x, , nearness] = project(turned, { yaw: Math.PI / 2, pitch: 0 }, 100, 100);
  assert.ok(x > 70);
  near(nearness, 1);
});

test('from above, what is near stands lower; pitch ends upright, yaw never does', () => {
  const [, y] = project(placesOf([127.5, 127.5, 255, 255], 'srgb'), { yaw: 0, pitch: 0.5 }, 100, 100);
  assert.ok(y > 50);
  assert.equal(turnBy(HOME_TURN, 0, 100).pitch, Math.PI / 2);
  assert.equal(turnBy(HOME_TURN, 0, -100).pitch, -Math.PI / 2);
  assert.ok(Number.isFinite(turnBy(HOME_TURN, 1e6, 0).yaw));
});

test('whatever the turn and the space, no colour leaves the box', () => {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((c) => [
    ...[0, 1, 2].map((bit) => ((c >> bit) & 1) * 255),
    255,
  ]);
  for (const space of ['srgb', 'oklab'] as const) {
    for (let yaw = 0; yaw < 6.3; yaw += 0.1) {
      for (let pitch = -1.6; pitch <= 1.6; pitch += 0.2) {
        const at = project(placesOf(corners, space), { yaw, pitch }, 400, 300);
        for (let i = 0; i < at.length; i += 3) {
          assert.ok(
            at[i] > 50 && at[i] < 350 && at[i + 1] > 5 && at[i + 1] < 295,
            `${space} ${yaw} ${pitch}`,
          );
        }
      }
    }
  }
});

test('a lone point is a disc of its own colour where it stands, clear ground around it', () => {
  const rgba = drawCloud({ points: { colors: RED, counts: [5] }, width: 200, height: 160 });
  const [x, y] = project(placesOf(RED, 'srgb'), HOME_TURN, 200, 160);
  const drawn = covered(rgba, 200);
  near(drawn.x, x, 0.1);
  near(drawn.y, y, 0.1);
  assert.deepEqual([...rgba.slice(0, 4)], [0, 0, 0, 0]);
  const at = 4 * (Math.floor(y) * 200 + Math.floor(x));
  assert.deepEqual([...rgba.slice(at, at + 4)], RED);
});

test('the area of a disc goes with its count', () => {
  const many = random(400);
  many.colors.fill(0, 0, 8);
  const area = (count: number) =>
    prepareCloud({ ...many, counts: many.counts.map((_, i) => (i === 0 ? count : 1)) }, 'srgb').radii[0] ** 2;
  near(area(4) / area(2), 2, 0.1);
});

test('the nearer point hides the farther, in whatever order they come', () => {
  const [front, back] = [
    [128, 128, 250, 255],
    [128, 128, 5, 255],
  ];
  for (const colors of [
    [...front, ...back],
    [...back, ...front],
  ]) {
    const rgba = drawCloud({
      points: { colors, counts: [1, 1] },
      width: 100,
      height: 100,
      turn: { yaw: 0, pitch: 0 },
    });
    assert.deepEqual([...rgba.slice(4 * (50 * 100 + 50), 4 * (50 * 100 + 50) + 4)], front);
  }
});

test('centroids are drawn before all points, with a ring', () => {
  const rgba = drawCloud({
    points: { colors: [128, 128, 255, 255], counts: [1] },
    centroids: [128, 128, 0, 255],
    width: 400,
    height: 400,
    turn: { yaw: 0, pitch: 0 },
  });
  const middle = 4 * (200 * 400 + 200);
  assert.deepEqual([...rgba.slice(middle, middle + 4)], [128, 128, 0, 255]);
  const row = Array.from({ length: 40 }, (_, i) => rgba[middle + 4 * i]);
  assert.ok(Math.min(...row) < 80 && Math.max(...row) > 200, 'dark and light');
});

test('a scale draws the same with more pixels, and a buffer used again holds nothing of before', () => {
  const points = random(300);
  const one = covered(drawCloud({ points, width: 150, height: 100 }), 150);
  const three = covered(drawCloud({ points, width: 150, height: 100, scale: 3 }), 450);
  near(three.x / 3, one.x, 1);
  near(three.n / 9, one.n, 0.25 * one.n);
  const cloud = prepareCloud(points, 'oklab');
  const buffer = drawPrepared(cloud, { yaw: 2, pitch: 1 }, 120, 120);
  drawPrepared(cloud, HOME_TURN, 120, 120, buffer);
  assert.deepEqual(buffer, drawPrepared(cloud, HOME_TURN, 120, 120));
});

test('a cloud of nothing, of one colour and of transparent ones is drawn all the same', () => {
  const none = drawCloud({ points: { colors: [], counts: [] }, width: 50, height: 50 });
  assert.ok(none.every((value) => value === 0));
  const faint = drawCloud({ points: { colors: [10, 20, 30, 0], counts: [0] }, width: 50, height: 50 });
  assert.ok(Math.max(...faint) > 0);
});

test('10,000 points are drawn fast enough to be turned', () => {
  const cloud = prepareCloud(random(10_000), 'srgb');
  const buffer = new Uint8ClampedArray(4 * 700 * 700);
  const times = Array.from({ length: 12 }, (_, i) => {
    const start = performance.now();
    drawPrepared(cloud, { yaw: i / 3, pitch: 0.3 }, 700, 700, buffer);
    return performance.now() - start;
  });
  assert.ok(Math.min(...times) < 100, `${Math.min(...times)} ms`);
});

test('the cube has 12 edges, three of them behind, and three from black', () => {
  for (const space of ['srgb', 'oklab'] as const) {
    const { edges, letters } = cloudLines(space, HOME_TURN, 400, 400);
    assert.equal(edges.length, 12);
    assert.equal(edges.filter(({ front }) => !front).length, 3);
    assert.equal(edges.filter(({ axis }) => axis).length, 3);
    assert.deepEqual(
      letters.map(({ text }) => text),
      ['black', 'R', 'G', 'B', 'white'],
    );
    assert.ok(edges.every(({ points }) => !points.includes('NaN')));
  }
});
