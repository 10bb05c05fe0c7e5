/** The search dialog. The index is fetched when it is first opened, and nothing before. */

/** What this file uses of Pagefind's browser module. */
interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  debouncedSearch(query: string): Promise<{ results: { data(): Promise<Page> }[] } | null>;
}
interface Page {
  meta: { title?: string };
  url: string;
  excerpt: string;
  sub_results: { title: string; url: string; excerpt: string }[];
}

const PAGES = 8;
const SECTIONS = 3;

const dialog = document.querySelector<HTMLDialogElement>('dialog.search')!;
const input = dialog.querySelector('input')!;
const status = dialog.querySelector<HTMLElement>('.search-status')!;
const list = dialog.querySelector<HTMLOListElement>('.search-results')!;
const opener = document.querySelector<HTMLButtonElement>('[data-search-open]')!;

let index: Promise<Pagefind> | undefined;

async function loadIndex(): Promise<Pagefind> {
  const pagefind: Pagefind = await import(/* @vite-ignore */ dialog.dataset['index']!);
  await pagefind.options({ baseUrl: dialog.dataset['base']!, excerptLength: 24 });
  return pagefind;
}

function open(): void {
  if (dialog.open) return;
  dialog.showModal();
  input.select();
  index ??= loadIndex();
  index.catch((error: unknown) => {
    index = undefined;
    if (import.meta.env.DEV) {
      status.textContent = 'The search index is made by the build: it is not there while developing.';
      return;
    }
    status.textContent = 'The search index could not be loaded. Close this and try again.';
    console.error(error);
  });
}

async function search(): Promise<void> {
  const query = input.value.trim();
  if (query === '') return show([], '');
  const found = await (await index)?.debouncedSearch(query);
  if (!found || query !== input.value.trim()) return;
  const pages = await Promise.all(found.results.slice(0, PAGES).map((result) => result.data()));
  if (query !== input.value.trim()) return;
  const sections = pages.reduce((sum, page) => sum + Math.min(SECTIONS, page.sub_results.length), 0);
  show(
    pages,
    sections === 0
      ? `Nothing found for “${query}”. Try fewer or shorter words.`
      : `${sections} ${sections === 1 ? 'place' : 'places'} found.`,
  );
}

function show(pages: Page[], sentence: string): void {
  list.replaceChildren(
    ...pages.map((page) => {
      const item = document.createElement('li');
      const places = page.sub_results.slice(0, SECTIONS).map((section) => {
        const link = document.createElement('a');
        link.href = section.url;
        const title = document.createElement('span');
        title.className = 'search-title';
        const own = page.meta.title ?? section.title;
        title.textContent = section.title === own ? own : `${own} › ${section.title}`;
        const excerpt = document.createElement('span');
        excerpt.className = 'search-excerpt';
        excerpt.append(...highlighted(section.excerpt));
        link.append(title, excerpt);
        return link;
      });
      item.append(...places);
      return item;
    }),
  );
  status.textContent = sentence;
}

/** The excerpt's text with its marks, and no other markup that it may carry. */
function highlighted(excerpt: string): Node[] {
  const { body } = new DOMParser().parseFromString(excerpt, 'text/html');
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== 'MARK') return document.createTextNode(node.textContent ?? '');
    const mark = document.createElement('mark');
    mark.textContent = node.textContent;
    return mark;
  });
}

/** Arrow keys go through the results and back to the field; Enter in the field opens the first result; Escape closes at once. */
function move(event: KeyboardEvent): void {
  if (event.key === 'Escape') {
    event.preventDefault(); // a search field would only empty itself
    dialog.close();
  }
  const links = [...list.querySelectorAll('a')];
  if (event.key === 'Enter' && event.target === input) links[0]?.click();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || links.length === 0) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement as HTMLAnchorElement) + step;
  if (at < 0) input.focus();
  else links[Math.min(at, links.length - 1)].focus();
}

function shortcut(event: KeyboardEvent): void {
  const typing = (event.target as Element).closest?.('input, textarea, select, [contenteditable]');
  const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const controlK =
    event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!slash && !controlK) return;
  event.preventDefault();
  open();
}

opener.disabled = false;
opener.addEventListener('click', open);
addEventListener('keydown', shortcut);
dialog.addEventListener('keydown', move);
input.addEventListener('input', () => {
  search().catch(() => undefined);
});
dialog.querySelector('[data-search-close]')!.addEventListener('click', () => dialog.close());
dialog.addEventListener('click', (event) => {
  const onLink = (event.target as Element).closest('a');
  if (event.target === dialog || onLink) dialog.close();
});
