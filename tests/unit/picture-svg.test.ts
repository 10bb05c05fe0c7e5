import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSvgRoot, resizeSvg, svgSize } from '../../src/lib/picture/formats/svg-root.ts';

const size = (text: string) => {
  const root = findSvgRoot(text);
  assert.ok(root, text);
  return svgSize(root);
};

test('the size comes from width and height, one of them and the view box, or the proportions', () => {
  assert.deepEqual(size('<svg width="300" height="200">'), { width: 300, height: 200 });
  assert.deepEqual(size('<svg width="1in" height=\'2cm\'/>'), { width: 96, height: (2 * 96) / 2.54 });
  assert.deepEqual(size('<svg width="50" viewBox="0 0 10 20">'), { width: 50, height: 100 });
  assert.deepEqual(size('<svg height="50" viewBox="0,0,10,20">'), { width: 25, height: 50 });
  assert.deepEqual(size('<svg viewBox="0 0 200 100">'), { width: 1024, height: 512 });
  assert.deepEqual(size('<svg width="100%" height="100%" viewBox="-5 -5 10 20">'), {
    width: 512,
    height: 1024,
  });
  assert.deepEqual(size('<svg>'), { width: 1024, height: 1024 });
  assert.deepEqual(size('<svg viewBox="0 0 0 0">'), { width: 1024, height: 1024 });
});

test('the root is found behind all that may stand before it, and only there', () => {
  const before =
    '\uFEFF<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> -->\n' +
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x>y" [ <!ENTITY a "<svg>"> ]>\n';
  assert.deepEqual(size(`${before}<svg width="7" height="8">`), { width: 7, height: 8 });
  assert.deepEqual(size('<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="7" height="8"/>'), {
    width: 7,
    height: 8,
  });
  assert.deepEqual(size('<svg data-x="a > b" width="7" height="8">'), { width: 7, height: 8 });
  assert.equal(findSvgRoot('<html><svg width="7" height="8"></svg></html>'), undefined);
  assert.equal(findSvgRoot('<svgs>'), undefined);
  assert.equal(findSvgRoot('<svg width="7'), undefined);
  assert.equal(findSvgRoot(''), undefined);
});

test('a long text without an end is given up at once', () => {
  const begun = performance.now();
  for (const piece of ['<!--', '<svg a="', "<!DOCTYPE a '", '<?', '<svg a=', '<!DOCTYPE [', ' \n']) {
    assert.equal(findSvgRoot(piece.repeat(100_000)), undefined);
    assert.equal(findSvgRoot(piece + 'x '.repeat(500_000)), undefined);
  }
  assert.ok(performance.now() - begun < 2000);
});

test('another size is written into the text, with a view box where there was none', () => {
  const resized = (text: string) => resizeSvg(text, findSvgRoot(text)!, 50, 25);
  assert.equal(
    resized('<?xml version="1.0" encoding="iso-8859-1"?>\n<svg width="100" height="50"><g/></svg>'),
    '\n<svg width="50" height="25" viewBox="0 0 100 50"><g/></svg>',
  );
  assert.equal(resized('<svg viewBox="0 0 4 2"/>'), '<svg viewBox="0 0 4 2" width="50" height="25"/>');
  assert.equal(
    resized(
      `<s:svg a='say "x"' style="width: 9px;color:red;max-height:1px" width="1" height="1" viewBox="0 0 1 1"></s:svg>`,
    ),
    '<s:svg a="say &quot;x&quot;" style=";color:red;" width="50" height="25" viewBox="0 0 1 1"></s:svg>',
  );
  assert.deepEqual(size(resized('<svg width="3in" height="4in">')), { width: 50, height: 25 });
});
