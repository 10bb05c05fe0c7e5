import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../src/engine/random.ts';
import {
  fitScale,
  keepInside,
  magnification,
  nextZoom,
  panBy,
  placeIn,
  type View,
  visibleCrop,
  WHOLE,
  zoomRange,
  zoomTo,
} from '../../src/lib/view-box.ts';

const near = (a: number, b: number, slack = 1e-6) => assert.ok(Math.abs(a - b) <= slack, `${a} is not ${b}`);

/** Boxes and pictures of all shapes, and views that a reader may have come to. */
function* cases() {
  const random = seeded(7);
  for (let i = 0; i < 400; i++) {
    const box = { width: 200 + 900 * random(), height: 150 + 600 * random() };
    const picture = {
      width: 1 + Math.floor(6000 * random() ** 2),
      height: 1 + Math.floor(6000 * random() ** 2),
    };
    const ratio = [1, 1.5, 2, 3][Math.floor(4 * random())];
    const any = { zoom: 0.1 * 10_000 ** random(), x: 3 * random() - 1, y: 3 * random() - 1 };
    yield { box, picture, ratio, any, view: keepInside(any, box, picture, ratio), random };
  }
}

test('the whole picture fits, touches two sides and stands in the middle', () => {
  for (const { box, picture } of cases()) {
    const { left, top, scale } = placeIn(WHOLE, box, picture);
    near(Math.min(left, top), 0);
    near(left * 2 + picture.width * scale, box.width);
    near(top * 2 + picture.height * scale, box.height);
  }
});

test('a view kept inside leaves no empty side that the picture could fill, and stays as it is when kept again', () => {
  for (const { box, picture, ratio, view } of cases()) {
    const { left, top, scale } = placeIn(view, box, picture);
    for (const [start, extent, window] of [
      [left, picture.width * scale, box.width],
      [top, picture.height * scale, box.height],
    ]) {
      if (extent <= window) near(start * 2 + extent, window, 1e-3);
      else assert.ok(start <= 1e-3 && start + extent >= window - 1e-3);
    }
    const again = keepInside(view, box, picture, ratio);
    for (const key of ['zoom', 'x', 'y'] as const) near(again[key], view[key], 1e-9);
  }
});

test('zooming keeps the point under the pointer, unless an edge would come inside', () => {
  const box = { width: 600, height: 400 };
  const picture = { width: 6000, height: 4000 };
  const view = { zoom: 4, x: 0.5, y: 0.4 };
  const under = (of: View) => {
    const { left, top, scale } = placeIn(of, box, picture);
    return [(450 - left) / scale, (100 - top) / scale];
  };
  const [x, y] = under(view);
  const [zx, zy] = under(zoomTo(view, 11, box, picture, 1, 450, 100));
  near(x, zx);
  near(y, zy);
  assert.deepEqual(zoomTo(view, 0.01, box, picture, 1, 450, 100), WHOLE);
});

test('zooming in and out again about one point leads back, and panning there and back too', () => {
  for (const { box, picture, ratio, view, random } of cases()) {
    const [least, most] = zoomRange(box, picture, ratio);
    const at = [box.width * random(), box.height * random()] as const;
    const into = zoomTo(view, view.zoom * 2, box, picture, ratio, ...at);
    if (view.zoom * 2 > most || view.zoom < least || view.zoom < 1) continue;
    const back = zoomTo(into, view.zoom, box, picture, ratio, ...at);
    near(back.x, view.x, 1e-6);
    near(back.y, view.y, 1e-6);
    const right = panBy(into, -1e-3, 0, box, picture, ratio);
    assert.ok(right.x >= into.x);
  }
});

test('panning moves the picture by as many pixels, and stops at its edge', () => {
  const box = { width: 500, height: 500 };
  const picture = { width: 1000, height: 1000 };
  const view = { zoom: 4, x: 0.5, y: 0.5 };
  const moved = panBy(view, 30, -20, box, picture);
  near(placeIn(moved, box, picture).left - placeIn(view, box, picture).left, 30);
  near(placeIn(moved, box, picture).top - placeIn(view, box, picture).top, -20);
  near(placeIn(panBy(view, 1e6, 0, box, picture), box, picture).left, 0);
  assert.deepEqual(panBy(WHOLE, 100, 100, box, picture), WHOLE, 'a whole picture stays where it is');
});

test('the buttons go through round magnifications and the whole picture, from one end to the other and back', () => {
  const box = { width: 700, height: 500 };
  const picture = { width: 2000, height: 1500 };
  const [least, most] = zoomRange(box, picture, 2);
  const walk = (direction: 1 | -1, from: View) => {
    const seen = [];
    let view = from;
    for (let i = 0; i < 60; i++) {
      const zoom = nextZoom(view, direction, box, picture, 2);
      if (zoom === view.zoom) break;
      view = { ...view, zoom };
      seen.push(Math.round(1000 * magnification(view, box, picture, 2)) / 10);
    }
    return { seen, view };
  };
  const up = walk(1, WHOLE);
  assert.deepEqual(
    up.seen,
    [75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 3200, 4800, 6400, 9600],
  );
  near(up.view.zoom, most);
  const down = walk(-1, up.view);
  near(down.view.zoom, least);
  near(down.seen.at(-1)!, 66.7);
});

test('the zoom of a picture smaller than its box goes down to its own size and no further', () => {
  const box = { width: 700, height: 500 };
  const picture = { width: 70, height: 50 };
  assert.deepEqual(zoomRange(box, picture, 1), [0.1, 4.8]);
  assert.equal(zoomRange(box, { width: 7000, height: 5000 }, 1)[0], 1);
  assert.equal(zoomRange(box, { width: 1, height: 1 }, 1)[1], 1);
});

test('a crop covers what can be seen, in whole pixels of the source, and lies where the picture does', () => {
  for (const { box, picture, ratio, view, random } of cases()) {
    const shrunk = 0.2 + 0.8 * random();
    const source = {
      width: Math.max(1, Math.round(picture.width * shrunk)),
      height: Math.max(1, Math.round(picture.height * shrunk)),
    };
    const drawn = visibleCrop(view, box, picture, ratio, source);
    assert.ok(drawn);
    const { left, top, scale } = placeIn(view, box, picture);
    for (const [i, start, extent, window, pixels] of [
      [0, left, picture.width * scale, box.width, source.width],
      [1, top, picture.height * scale, box.height, source.height],
    ]) {
      const [from, size] = [drawn.from[i], drawn.from[i + 2]];
      const [to, length] = [drawn.to[i], drawn.to[i + 2]];
      assert.ok(Number.isInteger(from) && Number.isInteger(size) && size > 0);
      assert.ok(from >= 0 && from + size <= pixels);
      const step = (extent * ratio) / pixels;
      near(length, size * step);
      assert.ok(
        Math.abs(to - (start * ratio + from * step)) <= 0.5 + 1e-6,
        'at most half a screen pixel off',
      );
      if (from > 0) assert.ok(to <= 0 && to > -step - 1);
      if (from + size < pixels)
        assert.ok(to + length >= window * ratio && to + length < window * ratio + step + 1);
    }
  }
});

test('at single pixels only a few of 100 million are drawn', () => {
  const box = { width: 600, height: 400 };
  const picture = { width: 12_000, height: 9000 };
  const view = { zoom: zoomRange(box, picture)[1], x: 0.3, y: 0.7 };
  const drawn = visibleCrop(view, box, picture, 2, picture)!;
  assert.ok(drawn.from[2] <= 14 && drawn.from[3] <= 10);
  assert.equal(fitScale(box, picture) * view.zoom, 48);
});

test('sizes that are not known yet do no harm', () => {
  const box = { width: 0, height: 0 };
  const picture = { width: 10, height: 10 };
  const view = keepInside({ zoom: 3, x: 0.2, y: 0.2 }, box, picture);
  assert.ok(Object.values(view).every(Number.isFinite));
  assert.equal(visibleCrop(WHOLE, box, picture, 1, picture), undefined);
});
