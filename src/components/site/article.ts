/** What an article's page does beyond its labs: copy buttons, the current section, scrollable boxes, notes that Escape closes. */

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  button.disabled = false;
  button.addEventListener('click', () => copy(button));
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.closest('.code-block')!.querySelector('pre')!.innerText;
  try {
    await navigator.clipboard.writeText(code);
    button.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(button.closest('.code-block')!.querySelector('pre')!);
    button.textContent = 'Selected: press Ctrl C';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2000);
}

/** The section being read is the last one whose heading has come past the upper third of the window. */
const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')];
const headings = [...new Set(links.map((link) => link.hash))].map(
  (hash) => document.getElementById(decodeURIComponent(hash.slice(1)))!,
);
function markCurrent(): void {
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const current = atEnd ? headings.at(-1) : passed.at(-1);
  for (const link of links) {
    if (current && link.hash === `#${current.id}`) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  }
}
addEventListener('scroll', markCurrent, { passive: true });
markCurrent();

/** A formula or table wider than its column scrolls inside itself; then, and only then, the keyboard must reach it. */
const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
    else target.removeAttribute('tabindex');
  }
});
for (const box of document.querySelectorAll('math[display=block], .scroll-box, .cite-this pre'))
  boxes.observe(box);

/** Escape closes the note of a citation or footnote until the pointer or the focus comes back to it. */
addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const shown of document.querySelectorAll('.has-peek:is(:hover, :focus-within)')) {
    shown.setAttribute('data-closed', '');
    for (const type of ['pointerenter', 'focusin']) {
      shown.addEventListener(type, () => shown.removeAttribute('data-closed'), { once: true });
    }
  }
});
