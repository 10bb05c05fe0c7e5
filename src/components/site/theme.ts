/** The theme switch: shows the choice that `first-paint.ts` took up, applies a new one at once, and remembers it. */
const PAPER = { light: '#fbfaf7', dark: '#161513' };
type Theme = 'system' | 'light' | 'dark';

const choices = document.querySelectorAll<HTMLInputElement>('input[name="theme"]');

function show(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;

  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = PAPER[theme === 'system' ? own : theme];
  }
  for (const choice of choices) choice.checked = choice.value === theme;
}

/** What was stored, by this tab or another; anything unknown counts as no choice. */
function asTheme(stored: string | null | undefined): Theme {
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Stores the choice. Where storage is refused, it holds for this page alone. */
function remember(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch {
    // A reader who blocks storage still gets the theme on this page.
  }
}

show(asTheme(document.documentElement.dataset['theme']));
for (const choice of choices) {
  choice.disabled = false;
  choice.addEventListener('change', () => {
    show(choice.value as Theme);
    remember(choice.value as Theme);
  });
}
addEventListener('storage', ({ key, newValue }) => {
  if (key === 'theme') show(asTheme(newValue));
});
