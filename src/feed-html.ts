/** Elements that mean nothing in a feed reader, with all they contain. */
const DROPPED = new Set(
  'script style link template noscript astro-island-hydration form button input select textarea label datalist fieldset progress output canvas details dialog'.split(
    ' ',
  ),
);
/** Classes whose elements are left out: the copy bar of code, the notes shown on hover, the arrows back. */
const DROPPED_CLASSES = ['code-bar', 'peek', 'backlink', 'sr-only'];
/** Elements whose tags are left out and whose content stays. */
const UNWRAPPED = new Set(['astro-island', 'astro-slot']);
const KEPT_ATTRIBUTES = new Set(
  'href src alt title id width height colspan rowspan scope start datetime lang xmlns display mathvariant stretchy encoding'.split(
    ' ',
  ),
);
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

const TOKEN = /<!--[\s\S]*?-->|<\/?([a-zA-Z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</g;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

/**
 * Makes of an article's HTML, as Astro writes it, what a feed can carry: text, tables, formulas as MathML, links with whole
 * addresses. Scripts, styles and controls go; a drawing, which would lose its style sheet, becomes a link to the figure.
 */
export function feedHtml(html: string, url: string): string {
  let out = '';
  let skipping = 0;
  let skipped = '';
  for (const [token, rawName, rawAttributes] of html.matchAll(TOKEN)) {
    if (token.startsWith('<!--')) continue;
    const name = rawName?.toLowerCase();
    const closes = token.startsWith('</');
    if (skipping > 0) {
      if (name === skipped && !token.endsWith('/>')) skipping += closes ? -1 : 1;
      continue;
    }
    if (name === undefined) {
      out += token;
      continue;
    }
    if (UNWRAPPED.has(name)) continue;
    if (closes) {
      out += `</${name}>`;
      continue;
    }
    const attributes = readAttributes(rawAttributes);
    if (name === 'svg' || isDropped(name, attributes)) {
      if (name === 'svg') out += figureLink(attributes, url);
      if (VOID.has(name) || token.endsWith('/>')) continue;
      skipping = 1;
      skipped = name;
      continue;
    }
    out += `<${name}${writeAttributes(attributes, url)}>`;
  }
  return out.replace(/\n\s*\n+/g, '\n').trim();
}

function readAttributes(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single, bare] of source.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
  }
  return attributes;
}

function isDropped(name: string, attributes: Map<string, string>): boolean {
  const classes = (attributes.get('class') ?? '').split(/\s+/);
  return DROPPED.has(name) || DROPPED_CLASSES.some((dropped) => classes.includes(dropped));
}

function writeAttributes(attributes: Map<string, string>, url: string): string {
  return [...attributes]
    .filter(([name]) => KEPT_ATTRIBUTES.has(name))
    .map(([name, value]) => {
      const whole =
        name === 'href' || name === 'src' ? new URL(value.replaceAll('&amp;', '&'), url).href : value;
      return ` ${name}="${whole === value ? value : whole.replaceAll('&', '&amp;')}"`;
    })
    .join('');
}

function figureLink(attributes: Map<string, string>, url: string): string {
  const label = attributes.get('aria-label');
  return label ? `<p><a href="${url}">Figure: ${label}</a></p>` : '';
}
