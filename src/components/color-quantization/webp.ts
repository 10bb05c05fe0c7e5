import type { Raster } from './views.ts';

/**
 * A picture as a WebP without loss, where this browser's canvas can write one: it is decoded again and held against the picture, pixel by
 * pixel. Undefined where it cannot.
 */
export async function losslessWebp({ width, height, rgba }: Raster): Promise<Blob | undefined> {
  if (!('OffscreenCanvas' in globalThis) || Math.max(width, height) > 16_383) return undefined;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
  if (blob.type !== 'image/webp') return undefined;
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  context.clearRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const back = context.getImageData(0, 0, width, height).data;
  const [a, b] = [rgba, back].map((bytes) => new Uint32Array(bytes.buffer, bytes.byteOffset, width * height));
  return a.every((pixel, i) => pixel === b[i]) ? blob : undefined;
}

/** Whether `losslessWebp` can be expected to work here, tried on a small picture. */
export async function canWriteWebp(): Promise<boolean> {
  const rgba = Uint8ClampedArray.from({ length: 4 * 256 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  return (await losslessWebp({ width: 16, height: 16, rgba })) !== undefined;
}
