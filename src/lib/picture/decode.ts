import { InvalidInputError } from '../../engine/errors.ts';
import { cutShort, titleOf, unreadable } from './file-bytes.ts';
import { mimeType, type PictureHeader, shownSize } from './header.ts';

/**
 * Lets the browser decode a picture, turned upright, at a size as seen that is the picture's own or smaller.
 * `InvalidInputError` where it cannot. The caller closes the bitmap.
 */
export async function decodePicture(
  blob: Blob,
  header: PictureHeader,
  { width, height }: { width: number; height: number },
  name?: string,
): Promise<ImageBitmap> {
  if (header.format === 'svg') throw new TypeError('Only a page draws an SVG: see sourceForWorker.');
  const own = shownSize(header);
  const smaller = width < own.width || height < own.height;
  try {
    return await createImageBitmap(
      // The type by the bytes: a name may lie, and some browsers believe it.
      blob.slice(0, blob.size, mimeType(header.format)),
      {
        imageOrientation: 'from-image',
        premultiplyAlpha: 'none',
        colorSpaceConversion: 'default',
        ...(smaller && { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' }),
      },
    );
  } catch (error) {
    if ((error as Error).name === 'NotReadableError') throw unreadable(titleOf(name));
    throw whyNot(header, smaller, titleOf(name));
  }
}

function whyNot(header: PictureHeader, smaller: boolean, title: string): InvalidInputError {
  if (header.cutShort) return cutShort(title);
  if (header.format === 'heic') {
    return new InvalidInputError(
      `${title} is an HEIC photo, which this browser cannot open. Save it as JPEG or PNG and try again; iPhones take JPEG with Settings → Camera → Formats → Most Compatible.`,
    );
  }
  if (smaller) {
    return new InvalidInputError(
      `${title} could not be scaled down by this browser: it is damaged, or too large for the memory there is. Scale it down in another program and try again.`,
    );
  }
  const kind = header.format === 'avif' ? ', or this browser does not open AVIF' : '';
  return new InvalidInputError(
    `${title} cannot be decoded: its data are damaged${kind}. Save the picture anew, as PNG or JPEG, and try again.`,
  );
}
