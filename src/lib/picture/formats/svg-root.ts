/** The first tag of an SVG text, where it lies and what it asks for. */
export interface SvgRoot {
  /** Where the tag begins in the text, and where it ends. */
  start: number;
  end: number;
  /** With a namespace's prefix where it has one: "svg" or "svg:svg". */
  tag: string;
  attributes: Map<string, string>;
}

/** CSS pixels of one unit. Relative ones have no meaning for a picture alone; em and ex are as browsers begin with. */
const PIXELS: Record<string, number> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
  q: 2.4 / 2.54,
  em: 16,
  rem: 16,
  ex: 8,
};

/** What may stand before the root: declarations, comments, and a document type with its own declarations. */
const PROLOGUE =
  /\uFEFF|\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype(?:"[^"]*"|'[^']*'|\[[^\]]*\]|[^>"'[])*>/iy;
const ROOT = /<((?:[\w.-]+:)?svg)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>/y;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Finds the root of an SVG; undefined where another element comes first, or none. `text` may go on after the tag. */
export function findSvgRoot(text: string): SvgRoot | undefined {
  let at = 0;
  for (;;) {
    PROLOGUE.lastIndex = at;
    const skipped = PROLOGUE.exec(text);
    if (!skipped) break;
    at += skipped[0].length;
  }
  ROOT.lastIndex = at;
  const found = ROOT.exec(text);
  if (!found) return undefined;
  const attributes = new Map<string, string>();
  for (const [, name, double, single] of found[2].matchAll(ATTRIBUTE)) attributes.set(name, double ?? single);
  return { start: at, end: at + found[0].length, tag: found[1], attributes };
}

/** Longest side, in pixels, of a drawing that states no size. */
const LONGEST = 1024;

/** The size in pixels that a drawing asks for: by its width and height, by one of them and the view box, or by its proportions alone. */
export function svgSize({ attributes }: SvgRoot): { width: number; height: number } {
  const width = pixels(attributes.get('width'));
  const height = pixels(attributes.get('height'));
  if (width !== undefined && height !== undefined) return { width, height };
  const box = viewBox(attributes.get('viewBox'));
  const ratio = box ? box.width / box.height : 1;
  if (width !== undefined) return { width, height: width / ratio };
  if (height !== undefined) return { width: height * ratio, height };
  return ratio >= 1
    ? { width: LONGEST, height: LONGEST / ratio }
    : { width: LONGEST * ratio, height: LONGEST };
}

/**
 * The same drawing at another size, as its text: root attributes are set, and a view box where there was none, so that
 * the content grows with the frame.
 */
export function resizeSvg(text: string, root: SvgRoot, width: number, height: number): string {
  const natural = svgSize(root);
  const attributes = new Map(root.attributes).set('width', `${width}`).set('height', `${height}`);
  const stated = root.attributes.has('width') && root.attributes.has('height');
  if (stated && !viewBox(root.attributes.get('viewBox'))) {
    attributes.set('viewBox', `0 0 ${natural.width} ${natural.height}`);
  }
  // A size in `style` would win over the attributes.
  const style = attributes.get('style')?.replace(/(^|;)\s*(?:max-|min-)?(?:width|height)\s*:[^;]*/gi, '$1');
  if (style !== undefined) attributes.set('style', style);
  const list = [...attributes].map(([name, value]) => `${name}="${value.replaceAll('"', '&quot;')}"`);
  const empty = text[root.end - 2] === '/' ? '/' : '';
  // The declaration goes: it may name an encoding that the text no longer has.
  const before = text.slice(0, root.start).replace(/^\uFEFF?\s*<\?xml[\s\S]*?\?>/, '');
  return `${before}<${root.tag} ${list.join(' ')}${empty}>${text.slice(root.end)}`;
}

function pixels(length: string | undefined): number | undefined {
  const parts = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(length ?? '');
  const unit = parts && PIXELS[parts[2].toLowerCase()];
  return unit ? Number(parts[1]) * unit : undefined;
}

function viewBox(value: string | undefined): { width: number; height: number } | undefined {
  const [, , width, height] = (value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 && Number.isFinite(width / height) ? { width, height } : undefined;
}
