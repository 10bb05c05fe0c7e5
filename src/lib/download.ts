/** Hands a blob to the browser as a download. */
export function saveBlob(blob: Blob, filename: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // some browsers read it only after their own dialog
}

/** What a chart's look is made of; everything else of the computed style would be noise in the file. */
const LOOK = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant-numeric',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'vector-effect',
  'display',
  'visibility',
];

/**
 * A figure on the page as a standalone SVG file: the styles it is seen with are written into it, on the page's paper
 * colour. Without scripts, links or anything that is not drawn.
 */
export function svgToBlob(svg: SVGSVGElement): Blob {
  const { copy } = standalone(svg);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
}

/** The same figure as a PNG, `scale` pixels to each pixel of the page. */
export async function svgToPng(svg: SVGSVGElement, scale = 2): Promise<Blob> {
  const { copy, width, height } = standalone(svg);
  const source = new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
  const url = URL.createObjectURL(source);
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('No drawing context for the picture.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is empty.'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

function standalone(svg: SVGSVGElement): { copy: SVGSVGElement; width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineLook(svg, copy);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const view = svg.viewBox.baseVal;
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const side of ['x', 'y', 'width', 'height'] as const) paper.setAttribute(side, String(view[side]));
  paper.setAttribute('fill', paperBehind(svg));
  copy.prepend(paper);
  return { copy, width, height };
}

function inlineLook(from: Element, to: Element): void {
  const look = getComputedStyle(from);
  to.removeAttribute('class');
  to.removeAttribute('style');
  for (const name of LOOK) {
    const value = look.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  for (let i = 0; i < from.children.length; i++) inlineLook(from.children[i], to.children[i]);
}

/** The first background behind an element that is not see-through. */
function paperBehind(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== 'transparent' && !/,\s*0\)$|\/\s*0\)$/.test(colour)) return colour;
  }
  return 'white';
}
