import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isScoped, withoutForeignStyles } from '../../src/page-styles.ts';

const link = (name: string) => `<link rel="stylesheet" href="/base/_astro/${name}.css">`;
const styles = new Map([
  ['global.css', ':root{--ink:#000}p.svelte-fff{color:red}'],
  ['shown.css', 'p.svelte-aaa{color:red}'],
  ['later.css', '@media print{b.svelte-bbb{color:red}}'],
  ['foreign.css', 'i.svelte-ccc{color:red}i.svelte-ddd:hover{color:red}'],
  ['astro.css', '.x[data-astro-cid-eee]{color:red}'],
]);
const scripts = new Map([
  ['lab.js', 'import{a}from"./parts.js";const load=()=>import("./panel.js")'],
  ['parts.js', 'template(`<b class="svelte-bbb">`)'],
  ['panel.js', 'template(`<i class="svelte-ccc">`)'],
]);

test('a page keeps the styles of what it shows and of what its islands can show', () => {
  const links = ['global', 'shown', 'later', 'foreign', 'astro'].map(link).join('');
  const island =
    '<astro-island component-url="/base/_astro/lab.js"><p class="svelte-aaa"></p></astro-island>';
  assert.equal(
    withoutForeignStyles(links + island, { scripts, styles }),
    ['global', 'shown', 'later'].map(link).join('') + island,
  );
  assert.equal(withoutForeignStyles(links, { scripts, styles }), link('global'));
  const unknown = link('of-elsewhere');
  assert.equal(withoutForeignStyles(unknown, { scripts, styles }), unknown);
});

test('styles that a page would get twice are linked once, where most stand', () => {
  const twice = new Map([
    ['large.css', 'p.svelte-aaa{color:red}b.svelte-bbb{color:red}'],
    ['small.css', 'p.svelte-aaa{color:red}'],
    ['other.css', 'p.svelte-aaa{color:red}i.svelte-ccc{color:red}'],
  ]);
  const page = (...names: string[]) =>
    `${names.map(link).join('')}<p class="svelte-aaa"><b class="svelte-bbb">`;
  assert.equal(
    withoutForeignStyles(page('small', 'other', 'large'), { scripts, styles: twice }),
    page('large'),
  );
  assert.equal(withoutForeignStyles(page('small'), { scripts, styles: twice }), page('small'));
});

test('a style sheet is scoped when all of its rules are, in groups too', () => {
  for (const css of [...styles].slice(1).map(([, text]) => text)) assert.ok(isScoped(css), css);
  assert.ok(!isScoped('p.svelte-aaa{color:red}:root{--ink:#000}'));
  assert.ok(!isScoped('@media print{p{color:red}}'));
  assert.ok(!isScoped('@font-face{font-family:x}'));
  assert.ok(!isScoped('@keyframes turn{from{rotate:0deg}}'));
  assert.ok(isScoped('p.svelte-aaa{color:red;&:hover{color:blue}}'));
  assert.ok(isScoped('@supports (x:y){@media print{a.svelte-aaa{color:red}}}'));
});
