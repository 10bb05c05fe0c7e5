import { type PictureHeader, shownSize } from './header.ts';
import { sizeText } from './limits.ts';

/** Sentences on what was done to a picture on opening that a reader may not expect; none for most pictures. */
export function openingNotes(header: PictureHeader, opened: { width: number; height: number }): string[] {
  const { format, colorModel, bitsPerChannel, profile, wideGamut, frames } = header;
  const notes: string[] = [];
  const shown = shownSize(header);
  const scaled = opened.width * opened.height < shown.width * shown.height;
  if (header.animated) {
    notes.push(
      `The picture is an animation${frames ? ` of ${frames} frames` : ''}; its first frame was taken.`,
    );
  }
  if (header.orientation !== 1) {
    notes.push('The picture was turned upright, as its file asks for.');
  }
  if (colorModel === 'cmyk') {
    notes.push(
      'The picture is in the colours of print (CMYK); the browser converted it to sRGB, as screens show it.',
    );
  } else if (wideGamut) {
    notes.push(
      `The picture has colours beyond sRGB (${profile ?? 'wide gamut'}); they were converted to sRGB.`,
    );
  }
  if (bitsPerChannel > 8) {
    notes.push(`The picture has ${bitsPerChannel} bits a channel; they were rounded to 8.`);
  }
  if (format === 'svg')
    notes.push(`The drawing (SVG) was made a picture of ${sizeText(opened.width, opened.height)}.`);
  else if (scaled) {
    notes.push(
      `The picture was scaled down from ${sizeText(shown.width, shown.height).replace(' pixels', '')} to ${sizeText(opened.width, opened.height)}.`,
    );
  }
  if (header.cutShort) notes.push('The file seems to be cut short; parts of the picture may be missing.');
  return notes;
}
