import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Random, seeded } from '../../src/engine/random.ts';
import { hexOf, type ReadPalette } from '../../src/lib/palette.ts';
import { readPaletteFile } from '../../src/lib/palette-file.ts';
import { PALETTE_FORMATS, paletteBlob } from '../../src/lib/palette-formats.ts';
import { readPaletteText } from '../../src/lib/palette-text.ts';

const whole = (random: Random, below: number) => Math.floor(random() * below);
const hexes = ({ colors }: ReadPalette) =>
  Array.from({ length: colors.length / 4 }, (_, i) => hexOf(colors, i)).join(' ');
const read = (text: string) => hexes(readPaletteText(text));
const file = (part: BlobPart, name = 'palette') => new File([part], name);
const refused = (text: string, message: RegExp) =>
  assert.throws(() => readPaletteText(text), { name: 'InvalidInputError', message });
const refusedFile = (part: BlobPart, message: RegExp, name?: string) =>
  assert.rejects(readPaletteFile(file(part, name)), { name: 'InvalidInputError', message });

/** Different colours with names, 1 to 256 of them; `alpha` says which alphas occur. */
function randomPalette(random: Random, size: number, alpha: 'kept' | 'dropped' | 'one') {
  const seen = new Map<string, number[]>();
  while (seen.size < size) {
    const color = [whole(random, 256), whole(random, 256), whole(random, 256), 255];
    if (alpha === 'kept') color[3] = whole(random, 256);
    if (alpha === 'one' && seen.size === size >> 1) color[3] = 0;
    if (color[3] === 0) color.fill(0);
    seen.set(String(color), color);
  }
  const colors = Uint8Array.from([...seen.values()].flat());
  const names = Array.from({ length: size }, (_, i) =>
    ['Größe', 'Dark "blue" */', '12 34', '深い緑', '🎨 <b>']
      .slice(0, 1 + whole(random, 5))
      .join(' ')
      .concat(` ${i}`),
  );
  return { colors, names, title: 'Some\nname: 5' };
}

for (const format of PALETTE_FORMATS) {
  test(`palettes of all sizes come back from ${format.label}`, async () => {
    const random = seeded(PALETTE_FORMATS.indexOf(format));
    for (const size of [1, 2, 3, 16, 100, 255, 256, 1 + whole(random, 256)]) {
      const palette = randomPalette(random, size, format.alpha);
      const name = `palette.${format.extension}`;
      const got = await readPaletteFile(file(paletteBlob(format, palette), name));
      assert.deepEqual(got.colors, palette.colors);
      assert.equal(got.duplicates, 0);
      if (['gpl', 'ase', 'json'].includes(format.id)) assert.deepEqual(got.names, palette.names);
      else assert.equal(got.names, undefined);
    }
  });

  test(`${format.label} ${format.alpha === 'dropped' ? 'drops' : 'tells'} transparency as it says`, async () => {
    const colors = Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 128, 4, 5, 6, 255);
    const blob = paletteBlob(format, { colors, title: 'x' });
    const expected = {
      kept: '#00000000 #01020380 #040506',
      dropped: '#000000 #010203 #040506',
      one: '#00000000 #010203 #040506',
    };
    const got = await readPaletteFile(file(blob, `x.${format.extension}`));
    assert.equal(hexes(got), expected[format.alpha]);
  });
}

test('of several transparent colours a colour table keeps the first', async () => {
  const colors = Uint8Array.of(9, 9, 9, 255, 1, 1, 1, 0, 2, 2, 2, 0);
  const act = PALETTE_FORMATS.find(({ id }) => id === 'act')!;
  assert.equal(
    hexes(await readPaletteFile(file(paletteBlob(act, { colors, title: '' })))),
    '#090909 #00000000 #020202',
  );
});

test('JSON holds the pixels of each colour where they are counted', () => {
  const json = PALETTE_FORMATS.find(({ id }) => id === 'json')!;
  const colors = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 255);
  const text = json.write({ colors, title: 'A "b"', names: ['', 'x'], counts: Float64Array.of(5, 6) });
  assert.deepEqual(JSON.parse(String(text)), {
    name: 'A "b"',
    colors: [
      { hex: '#01020304', rgba: [1, 2, 3, 4], pixels: 5 },
      { hex: '#050607', rgba: [5, 6, 7, 255], name: 'x', pixels: 6 },
    ],
  });
});

test('lists are read in any reasonable form', () => {
  const same = '#1122cc #ff0000';
  for (const text of [
    '#1122cc\n#ff0000\n',
    '#12C, #F00',
    '12c f00',
    '\ufeff1122CC;FF0000',
    '[\'#1122cc\', "#ff0000",]',
    '(0x1122cc|0xFF0000)',
    '#1122ccff\r\n#f00f',
    'rgb(17, 34, 204), rgba(255 0 0 / 100%)',
    'RGB(17 34 204)rgba(100%, 0%, 0%, 1.0)',
    '17 34 204\n255 0 0',
    '17, 34, 204\r\n\r\n255, 0, 0',
    '`#1122cc` <#ff0000>',
  ]) {
    assert.equal(read(text), same, text);
    assert.equal(readPaletteText(text).kind, 'a list of colours');
  }
  assert.equal(read('rgba(1, 2, 3, .5) #12345680 #1238'), '#01020380 #12345680 #11223388');
  assert.equal(read('000 111 222'), '#000000 #111111 #222222', 'zeros in front: hexadecimal');
  assert.equal(read('100 200 255'), '#64c8ff', 'three numbers up to 255: red, green, blue');
  assert.equal(read('100 200'), '#110000 #220000', 'two of them: hexadecimal');
});

test('code is searched for colours, and nothing else in it is taken for one', () => {
  const css = `/* #111111; */ @import url(#222222);
    #add, a:hover > #facade { color: #1122cc; background: linear-gradient(#f00 10%, rgb(17, 34, 204)) }
    :root { --x: #1122cc; fill: url(#abc); --y: #zebra }`;
  assert.equal(read(css), '#1122cc #ff0000');
  assert.equal(readPaletteText(css).duplicates, 2);
  assert.equal(read("const colors = ['#1122cc', 0xff0000]; // two"), '#1122cc #ff0000');
  assert.equal(read('$a: (x: #12c, y: #f00);'), '#1122cc #ff0000');
  assert.equal(read('Colours: #12c and #f00'), '#1122cc #ff0000');
  assert.equal(read('{ a: "#12c", b: "#f00" }'), '#1122cc #ff0000', 'nearly JSON');
});

test('JSON is read by what it means', () => {
  assert.equal(read('["#12c", "ff0000"]'), '#1122cc #ff0000');
  assert.equal(read('[[17, 34, 204], [255, 0, 0, 128]]'), '#1122cc #ff000080');
  assert.equal(read('{"title": "facade", "version": "100", "colors": ["#12c"], "mode": "add"}'), '#1122cc');
  const named = readPaletteText(
    '[{"name": "Sea", "hex": "#12c", "rgb": [17, 34, 204]}, {"r": 255, "g": 0, "b": 0}, {"value": "#0f0", "font": "x"}]',
  );
  assert.equal(hexes(named), '#1122cc #ff0000 #00ff00');
  assert.deepEqual(named.names, ['Sea', '', '']);
  assert.deepEqual(readPaletteText('{"sea": "#12c", "fire": {"r": 1, "g": 2, "b": 3, "a": 4}}').names, [
    'sea',
    'fire',
  ]);
});

test('GIMP palettes are read as GIMP and Aseprite write them', () => {
  const gimp = 'GIMP Palette\r\nName: Two\r\nColumns: 16\r\n#\r\n 17  34 204\tDeep  sea\r\n255   0   0\r\n';
  assert.equal(read(gimp), '#1122cc #ff0000');
  assert.deepEqual(readPaletteText(gimp).names, ['Deep sea', '']);
  assert.equal(read('GIMP Palette\nChannels: RGBA\n17 34 204 128 x\n0 0 0 0'), '#1122cc80 #00000000');
  assert.deepEqual(readPaletteText('GIMP Palette\n1 2 3 4 five').names, ['4 five']);
});

test('so are those of Paint Shop Pro and Paint.NET', () => {
  assert.equal(read('JASC-PAL\r\n0100\r\n2\r\n17 34 204\r\n255 0 0\r\n'), '#1122cc #ff0000');
  assert.equal(read('; paint.net Palette File\n; Colors: 2\nFF1122CC\n80ff0000 ; half'), '#1122cc #ff000080');
});

test('colours that come again are counted; all that is wholly transparent is one', () => {
  const got = readPaletteText('#12c #1122cc #1122ccff #12c0 #0000');
  assert.equal(hexes(got), '#1122cc #00000000');
  assert.equal(got.duplicates, 3);
});

test('256 colours are read, 257 are not, however often each comes', () => {
  const list = (count: number) =>
    Array.from({ length: count }, (_, i) => `#${i.toString(16).padStart(6, '0')}`).join('\n');
  assert.equal(readPaletteText(`${list(256)}\n${list(256)}`).colors.length, 1024);
  refused(list(257), /more than 256 different colours/);
});

test('what is wrong in a text is named, with its place', () => {
  refused('', /nothing to read/);
  refused(' \ufeff\n', /nothing to read/);
  refused(', ;', /a list of colours without a single colour/);
  refused('#fff\n#000, blue', /^“blue” on line 2, column 7, is not a colour\. Write 3, 4, 6 or 8/);
  refused('#ffff5', /^“#ffff5” on line 1, column 1/);
  refused('0x80ff0000', /^“0x80ff0000” on line 1/);
  refused('#fff rgb(300, 0, 0)', /^“rgb\(300, 0, 0\)” on line 1, column 6, is not a colour: it needs three/);
  for (const wrong of [
    'rgb()',
    'rgb(1, 2)',
    'rgb(1 2 3 4 5)',
    'rgb(1,,3)',
    'rgb(1 2 3 / 2)',
    'rgb(a, b, c)',
  ]) {
    refused(wrong, /is not a colour: it needs three/);
  }
  refused('rgb(1, 2, 3', /^“rgb” on line 1, column 1/);
  refused('1 2 3\n4 5', /^“1” on line 1, column 1/);
  refused('a { color: #fff }\nb { color: #12345 }', /^“#12345” on line 2, column 12/);
  refused('a {\n  color: hsl(0 50% 50%)\n}', /^“hsl\(0 50% 50%\)” on line 2, column 10, is a kind of colour/);
  refused('Hello: world', /No colour was found/);
  refused('{"a": 1}', /JSON without a single colour/);
  refused('["#12345"]', /“#12345” in this JSON/);
  refused('[[1, 2, 300]]', /“\[1,2,300\]” in this JSON/);
  refused(`${'['.repeat(5000)}${']'.repeat(5000)}`, /nested too deeply/);
  refused('GIMP Palette\nName: x\n#\n', /a GIMP palette without a single colour/);
  refused('GIMP Palette\n1 2 3\n4 5', /^Line 3 of this GIMP palette, “4 5”,/);
  refused('GIMP Palette\n1 2 256', /^Line 2 of this GIMP palette/);
  refused('JASC-PAL\n0100\n', /third line/);
  refused('JASC-PAL\n0100\n2\n1 2 3', /promises 2 colours and ends after 1/);
  refused('JASC-PAL\n0100\n1\n1 2 x', /^Line 4 of this JASC palette, “1 2 x”/);
  refused(';paint.net Palette File\nff00ff', /^Line 2 of this Paint.NET palette, “ff00ff”/);
  refused('x'.repeat(90), /^“x{39}…” on line 1/);
  refused('#fff '.repeat(300_000), /more than a million characters/);
});

test('a text made to be slow to search is not', () => {
  const start = performance.now();
  const parts = ['/* ', 'url(', 'rgb(', 'rgb( ', ':#', '{', 'a', ' ', '1 ', '-#f:', '"', '[1,'];
  const texts = parts.map((part) => `:${part.repeat(990_000 / part.length)}`);
  for (const text of [...texts, `rgb(${' '.repeat(990_000)}x)`, `rgb(1${' '.repeat(990_000)}/ 2)`]) {
    try {
      readPaletteText(text);
    } catch (error) {
      assert.equal((error as Error).name, 'InvalidInputError', String(error));
    }
  }
  assert.ok(performance.now() - start < 5_000, `${performance.now() - start} ms`);
});

/** A swatch file of one block, as Adobe lays it out. */
function ase(model: string, parts: readonly number[], name = 'Ink'): Uint8Array<ArrayBuffer> {
  const body = 2 + (name.length + 1) * 2 + 4 + parts.length * 4 + 2;
  const view = new DataView(new ArrayBuffer(12 + 6 + 6 + body + 6));
  const letters = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
  };
  letters(0, 'ASEF');
  view.setUint16(4, 1);
  view.setUint32(8, 3);
  view.setUint16(12, 0xc001); // a group opens; its name is passed over
  view.setUint16(18, 0x0001);
  view.setUint32(20, body);
  view.setUint16(24, name.length + 1);
  for (let i = 0; i < name.length; i++) view.setUint16(26 + i * 2, name.charCodeAt(i));
  const at = 26 + (name.length + 1) * 2;
  letters(at, model);
  for (let i = 0; i < parts.length; i++) view.setFloat32(at + 4 + i * 4, parts[i]);
  view.setUint16(24 + body, 0xc002); // and closes
  return new Uint8Array(view.buffer);
}

test('swatches of all models become sRGB', async () => {
  const color = async (model: string, ...parts: number[]) =>
    hexes(await readPaletteFile(file(ase(model, parts))));
  assert.equal(await color('RGB ', 1, 0.5, 0), '#ff8000');
  assert.equal(await color('CMYK', 0, 1, 0.5, 0), '#ff0080');
  assert.equal(await color('CMYK', 0, 0, 0, 0.8), '#333333');
  assert.equal(await color('CMYK', 0, 0.5, 1, 0.5), '#804000');
  assert.equal(await color('Gray', 0.2), '#333333');
  // sRGB's primaries and grays in CIELAB for D50, as colour libraries that adapt by Bradford's method give them.
  assert.equal(await color('LAB ', 1, 0, 0), '#ffffff');
  assert.equal(await color('LAB ', 0, 0, 0), '#000000');
  assert.equal(await color('LAB ', 0.542905, 80.8049, 69.891), '#ff0000');
  assert.equal(await color('LAB ', 0.878185, -79.2711, 80.9946), '#00ff00');
  assert.equal(await color('LAB ', 0.295683, 68.2874, -112.0294), '#0000ff');
  assert.equal(await color('LAB ', 0.535851, 0, 0), '#808080');
  assert.deepEqual((await readPaletteFile(file(ase('Gray', [1], 'Ünï')))).names, ['Ünï']);
});

test('a swatch file cut anywhere, or of something unknown, is refused in a sentence', async () => {
  const good = ase('RGB ', [1, 0, 0]);
  for (let length = 4; length < good.length; length++) {
    await refusedFile(good.slice(0, length), /ends in the middle, after [01] colours?\./);
  }
  await refusedFile(ase('HSB ', [1, 0, 0]), /^Colour 1 of this swatch file is of the model “HSB”/);
  await refusedFile(ase('RGB ', [1, Number.NaN, 0]), /^Colour 1 of this swatch file is damaged/);
  await refusedFile(ase('CMYK', [1, 0, 0]), /^Colour 1 of this swatch file is damaged/);
  const longName = good.slice();
  longName[24] = 0xff;
  await refusedFile(longName, /^Colour 1 of this swatch file is damaged/);
  const empty = good.slice(0, 12);
  empty[11] = 0;
  await refusedFile(empty, /an Adobe swatch file without a single colour/);
});

test('bytes turned at random end in a palette or a sentence', async () => {
  const random = seeded(3);
  for (const format of PALETTE_FORMATS) {
    const palette = randomPalette(random, 20, format.alpha);
    const good = new Uint8Array(await paletteBlob(format, palette).arrayBuffer());
    for (let round = 0; round < 200; round++) {
      const bad = good.slice(0, round % 2 ? whole(random, good.length) + 1 : good.length);
      for (let i = 0; i < 3; i++) bad[whole(random, bad.length)] = whole(random, 256);
      try {
        const { colors } = await readPaletteFile(file(bad, `x.${format.extension}`));
        assert.ok(colors.length >= 4 && colors.length <= 1024);
      } catch (error) {
        assert.equal((error as Error).name, 'InvalidInputError', String(error));
      }
    }
  }
});

test('colour tables are known by their size, whatever they are called', async () => {
  const act = new Uint8Array(772);
  act.set([17, 34, 204, 255, 0, 0]);
  const counted = (count: number, transparent = 0xffff) => {
    act.set([count >> 8, count & 255, transparent >> 8, transparent & 255], 768);
    return act.slice();
  };
  assert.equal(hexes(await readPaletteFile(file(counted(2), 'x.bin'))), '#1122cc #ff0000');
  assert.equal(hexes(await readPaletteFile(file(counted(2, 1)))), '#1122cc #00000000');
  assert.equal(hexes(await readPaletteFile(file(act.slice(0, 768)))), '#1122cc #ff0000 #000000');
  const bright = counted(1);
  bright.set([255, 254, 1]); // begins like UTF-16
  assert.equal(hexes(await readPaletteFile(file(bright))), '#fffe01');
  const letters = new Uint8Array(768).fill(65);
  assert.equal(hexes(await readPaletteFile(file(letters, 'a.ACT'))), '#414141');
  await refusedFile(counted(257), /says that it has 257 colours/);
  await refusedFile(counted(0), /says that it has 0 colours/);
  await refusedFile(act.slice(0, 771), /has 768 or 772 bytes; this one has 771/, 'a.act');
});

test('other files are refused, each in its own words', async () => {
  await refusedFile(new Uint8Array(0), /is empty/);
  await refusedFile(new Uint8Array(1_000_001), /at most 1\u202fMB/);
  await refusedFile(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1),
    /“x.png” is not a palette that can be read/,
    'x.png',
  );
  const sprite = new Uint8Array(200);
  sprite.set([0xe0, 0xa5], 4);
  await refusedFile(sprite, /picture of Aseprite/, 'x.ase');
});

test('texts are read in the encodings editors write', async () => {
  const text = 'GIMP Palette\n17 34 204 Größe\n';
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer),
  ]);
  const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
  for (const bytes of [utf16, latin, new TextEncoder().encode(`\ufeff${text}`)]) {
    assert.deepEqual((await readPaletteFile(file(bytes))).names, ['Größe']);
  }
});
