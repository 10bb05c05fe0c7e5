/**
 * Runs in the head of each page, before anything is painted: takes up the theme that the reader chose on an earlier visit, and
 * keeps Chromium from reporting as an error that it left out the fade between two pages, which it does when a page is there first.
 * It stands in the page as it is here, and the content policy names its hash. `theme.ts` goes on from there.
 */
export const firstPaint = `(() => {
  addEventListener('unhandledrejection', (event) => {
    if (/^Transition was /.test(event.reason?.message)) event.preventDefault();
  });
  let theme = null;
  try { theme = localStorage.getItem('theme'); } catch {}
  if (theme !== 'light' && theme !== 'dark') return;
  document.documentElement.dataset.theme = theme;
  const colour = theme === 'dark' ? '#161513' : '#fbfaf7';
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = colour;
})();`;
