import type { Surface } from './surface.ts';

/** Gives the pixels of the upper rows of a canvas: RGBA, sRGB, not premultiplied. */
export type ReadBack = (
  surface: Surface,
  width: number,
  height: number,
) => Promise<Uint8ClampedArray<ArrayBuffer>>;

/** The usual way, which browsers that guard against fingerprinting disturb. */
export async function readCanvas(surface: Surface, width: number, height: number): ReturnType<ReadBack> {
  return surface.getImageData(0, 0, width, height, { colorSpace: 'srgb' }).data;
}

/**
 * By way of a video frame, which browsers have for other purposes and leave as it is. A frame made of the decoded picture
 * itself would do without the canvas, but in Chromium it forgets that the picture is to be turned.
 */
export async function readFrame(surface: Surface, width: number, height: number): ReturnType<ReadBack> {
  const frame = new VideoFrame(surface.canvas, { timestamp: 0 });
  try {
    const rgba = new Uint8ClampedArray(4 * width * height);
    const rect = { x: 0, y: 0, width, height };
    await frame.copyTo(rgba, { format: 'RGBA', colorSpace: 'srgb', rect });
    return rgba;
  } finally {
    frame.close();
  }
}
