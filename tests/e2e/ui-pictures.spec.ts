import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/ui/gallery.ts';

async function open(page: Page) {
  await page.goto('pictures.html');
  await page.locator('.pictures[data-hydrated=true]').waitFor();
}

interface Given {
  files?: { name: string; type: string; bytes: number }[];
  text?: string;
  uri?: string;
}

/** Whether the page took it, so that the browser does not open it in the page's stead. */
const give = (page: Page, kind: 'drop' | 'paste', given: Given) =>
  page.locator('.drop .row').evaluate(
    (row, { kind, given }) => {
      const data = new DataTransfer();
      for (const { name, type, bytes } of given.files ?? [])
        data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      if (given.text) data.setData('text/plain', given.text);
      if (given.uri) data.setData('text/uri-list', given.uri);
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      return !row.dispatchEvent(event);
    },
    { kind, given },
  );

const png = (name: string, bytes = 50) => ({ name, type: 'image/png', bytes });

test('several pictures come at once, chosen or dropped; one alone comes as one', async ({ page }) => {
  await open(page);
  const opened = page.locator('.opened');
  const input = page.locator('input[type=file]');
  const buffer = Buffer.alloc(10);
  await input.setInputFiles(['a.png', 'b.png'].map((name) => ({ name, mimeType: 'image/png', buffer })));
  await expect(opened).toHaveText('2: a.png, b.png');
  expect(await give(page, 'drop', { files: [png('c.png'), png('d.png'), png('e.png')] })).toBe(true);
  await expect(opened).toHaveText('3: c.png, d.png, e.png');
  await give(page, 'drop', { files: [png('f.png')] });
  await expect(opened).toHaveText('One: f.png');
});

test('of several, those that cannot be read are named and the others taken', async ({ page }) => {
  await open(page);
  await give(page, 'drop', {
    files: [png('a.png'), png('huge.png', 2000), png('none.png', 0), png('b.png')],
  });
  await expect(page.locator('.opened')).toHaveText('2: a.png, b.png');
  const alert = page.getByRole('alert').filter({ hasText: '“huge.png” has 2\u202fkB' });
  await expect(alert).toContainText('“none.png” is empty.');
  await give(page, 'drop', { files: [png('c.png')] });
  await expect(alert).toHaveCount(0);
});

test('a copied picture is pasted, with or without text beside it', async ({ page }) => {
  await open(page);
  expect(await give(page, 'paste', { files: [png('image.png')] })).toBe(true);
  await expect(page.locator('.opened')).toHaveText('One: image.png');
  await give(page, 'paste', { files: [png('copied.png')], text: 'https://example.org/copied.png' });
  await expect(page.locator('.opened')).toHaveText('One: copied.png');
});

test('a picture that comes as an address alone is refused in a sentence, and nothing is asked for', async ({
  page,
}) => {
  await open(page);
  const refusal = page.getByRole('alert').filter({ hasText: 'Only the address of a picture came' });
  expect(await give(page, 'drop', { uri: 'https://example.org/cat.jpg' })).toBe(true);
  await expect(refusal).toBeVisible();
  await give(page, 'drop', { files: [png('a.png')] });
  await expect(refusal).toHaveCount(0);
  expect(await give(page, 'paste', { text: 'https://example.org/cat.jpg' })).toBe(true);
  await expect(refusal).toBeVisible();
});

test('words alone are nothing to it', async ({ page }) => {
  await open(page);
  expect(await give(page, 'paste', { text: 'a cat' })).toBe(false);
  await expect(page.locator('.opened')).toHaveText('Nothing opened.');
});
