import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedHtml } from '../../src/feed-html.ts';

const URL = 'https://example.org/sub/posts/a/';
const feed = (html: string) => feedHtml(html, URL);

test('text and its marks stay, classes and styles go', () => {
  assert.equal(
    feed('<p class="a" style="color:red">One &amp; <em>two</em></p>'),
    '<p>One &amp; <em>two</em></p>',
  );
});

test('addresses become absolute', () => {
  assert.equal(feed('<a href="#b">b</a>'), `<a href="${URL}#b">b</a>`);
  assert.equal(
    feed('<a href="/sub/about/?a=1&amp;b=2">b</a>'),
    '<a href="https://example.org/sub/about/?a=1&amp;b=2">b</a>',
  );
  assert.equal(feed('<img src="/x.png" alt="x">'), '<img src="https://example.org/x.png" alt="x">');
  assert.equal(feed('<a href="https://other.org/">o</a>'), '<a href="https://other.org/">o</a>');
});

test('scripts, styles, controls and what stands in them go, whatever they hold', () => {
  for (const gone of [
    '<script>if (a < b) { "</div>" }</script>',
    '<style>p > a { color: red }</style>',
    '<button type="button">Run <b>it</b></button>',
    '<input type="range" value="a>b">',
    '<select><option>1</option></select>',
    '<div class="code-bar x"><div>TypeScript</div></div>',
    '<span class="peek">A <span>note</span></span>',
    '<!-- <p>comment</p> -->',
  ]) {
    assert.equal(feed(`<p>a</p>${gone}<p>b</p>`), '<p>a</p><p>b</p>', gone);
  }
});

test('an island leaves its content', () => {
  assert.equal(
    feed('<astro-island uid="1" props="{&quot;a&quot;:1}"><p>Result</p><!--[--></astro-island>'),
    '<p>Result</p>',
  );
});

test('a drawing becomes a link to the figure, one without a name goes', () => {
  assert.equal(
    feed('<svg aria-label="Curve"><g><path d="M0 0"/></g></svg>'),
    `<p><a href="${URL}">Figure: Curve</a></p>`,
  );
  assert.equal(feed('<p>a<svg aria-hidden="true"><svg></svg></svg>b</p>'), '<p>ab</p>');
});

test('a formula stays as it is', () => {
  const formula =
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi mathvariant="normal">x</mi></math>';
  assert.equal(feed(formula), formula);
});
