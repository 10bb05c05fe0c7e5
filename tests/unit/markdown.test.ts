import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createMarkdownProcessor, type MarkdownRenderer } from '@astrojs/markdown-remark';
import { codeBlocks } from '../../src/markdown/code.ts';
import { pipeline } from '../../src/markdown/pipeline.ts';
import { minutesToRead } from '../../src/markdown/reading.ts';
import { element, text, textOf } from '../../src/markdown/tree.ts';

describe('the Markdown of articles', () => {
  let processor: MarkdownRenderer;
  before(async () => {
    processor = await createMarkdownProcessor({ ...(pipeline('/sub/') as object), syntaxHighlight: 'shiki' });
  });
  const html = async (markdown: string) => (await processor.render(markdown)).code;
  const facts = async (markdown: string) => (await processor.render(markdown)).metadata.frontmatter;

  test('a citation links to its reference, shows it, and the reference leads back to each citation', async () => {
    const page = await html('One [@wu1991], and again [@wu1991, p. 665].\n\n## References\n\n[^ref]');
    assert.match(
      page,
      /<a href="#bib-wu1991" id="cited-wu1991-1">Wu, 1991<\/a><span class="peek"[^>]*>Wu, X\. \(1991\)/,
    );
    assert.match(page, /id="bib-wu1991".*href="#cited-wu1991-1".*href="#cited-wu1991-2"/s);
    assert.equal(page.match(/id="bib-wu1991"/g)!.length, 1);
  });

  test('addresses in references are links', async () => {
    const page = await html('See [@gronlund2017].');
    assert.match(page, /<a href="https:\/\/arxiv\.org\/abs\/1701\.07204">arxiv\.org\/abs\/1701\.07204<\/a>/);
  });

  for (const citation of ['[@nobody1999]', '[@wu1991; @nobody1999]', '*[@wu1991]*']) {
    test(`a citation that cannot be resolved stops the build: ${citation}`, async () => {
      await assert.rejects(html(`A claim ${citation}.`), /No such key in references\.bib/);
    });
  }

  test('an at sign in code is no citation', async () => {
    assert.match(await html('Mail `[me@example.org]`.'), /me@example\.org/);
  });

  test('a footnote shows at its mark what stands at the end', async () => {
    const page = await html('Text.[^a]\n\n[^a]: The *note*.');
    assert.match(page, /<\/sup><span class="peek"[^>]*>The <em>note<\/em>\. ?<\/span>/);
    assert.match(page, /<h2[^>]*>Notes<\/h2>/);
  });

  test('links from the root of the site get its base path, others stay', async () => {
    const page = await html(
      '[a](/about/) [b](#x) [c](https://example.org/) [d](//example.org/) ![e](/e.png)',
    );
    for (const url of ['/sub/about/', '#x', 'https://example.org/', '//example.org/', '/sub/e.png']) {
      assert.ok(page.includes(`"${url}"`), `${url} in ${page}`);
    }
  });

  test('code has its language and a copy button that waits for its script', async () => {
    const page = await html('```ts\nconst a = 1;\n```');
    assert.match(
      page,
      /<div class="code-bar"><span>TypeScript<\/span><button[^>]*disabled[^>]*>Copy<\/button>/,
    );
  });

  test('a table stands in a box of its own', async () => {
    assert.match(await html('| a |\n|---|\n| 1 |'), /<div class="scroll-box"><table>/);
  });

  test('a page with a formula says so', async () => {
    assert.equal((await facts('A $x^2$.'))['math'], true);
    assert.equal((await facts('$$\nx\n$$'))['math'], true);
    assert.equal((await facts('A letter, $x$.'))['math'], false);
    assert.equal((await facts('It costs `$5`.'))['math'], false);
  });

  test('words of code in the block’s own colour stand without an element, and no letter is lost', () => {
    const colors = (light: string) => `--shiki-light:${light};--shiki-dark:#F0F3F6`;
    const words = [
      element('span', { style: colors('#A0111F') }, [text('const')]),
      element('span', { style: colors('#0E1116') }, [text(' a')]),
      element('span', { style: colors('#66707B') }, [text(' // a')]),
    ];
    const line = element('span', { class: 'line' }, words);
    const own = `${colors('#0e1116').toLowerCase()};--shiki-light-bg:#ffffff`;
    const tree = element('div', {}, [element('pre', { class: 'astro-code', style: own }, [line])]);
    codeBlocks()(tree);
    assert.match(textOf(tree), /const a \/\/ a$/);
    assert.deepEqual(
      line.children!.map(({ type, properties }) => properties?.['style'] ?? type),
      [colors('#A0111F'), 'text', colors('#59636E')],
    );
  });

  test('reading time counts words, code and formulas, and no markup', () => {
    assert.equal(minutesToRead('word '.repeat(1100)), 5);
    assert.equal(minutesToRead('A few words.'), 1);
    assert.equal(minutesToRead('$$\nx\n$$\n'.repeat(22)), 2);
    assert.equal(minutesToRead(`\`\`\`ts\n${'const a = 1;\n'.repeat(131)}\`\`\`\n`), 3);
    assert.equal(minutesToRead("import A from './A.astro';\n\n<A one={1} />\n".repeat(200)), 1);
  });
});
