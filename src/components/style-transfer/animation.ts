import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Frame } from './replay.svelte.ts';

/** Milliseconds that a frame is shown, and the last. */
const EACH = 80;
const LAST = 2000;

interface Size {
  width: number;
  height: number;
}

/** Whether this browser can record a WebM. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' &&
  MediaRecorder.isTypeSupported('video/webm') &&
  'captureStream' in HTMLCanvasElement.prototype;

/** The frames as a GIF that begins anew for ever. Others have their turn between frames. */
export async function toGif(frames: readonly Frame[], size: Size): Promise<Blob> {
  const context = canvasOf(size);
  const gif = GIFEncoder();
  for (const [i, { bitmap }] of frames.entries()) {
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    const { data } = context.getImageData(0, 0, size.width, size.height);
    await pause(0);
    const palette = quantize(data, 256);
    await pause(0);
    gif.writeFrame(applyPalette(data, palette), size.width, size.height, {
      palette,
      delay: i === frames.length - 1 ? LAST : EACH,
    });
    await pause(0);
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: 'image/gif' });
}

/** The frames as a WebM; recording takes as long as it plays. */
export async function toWebm(frames: readonly Frame[], size: Size): Promise<Blob> {
  const context = canvasOf(size);
  const recorder = new MediaRecorder(context.canvas.captureStream(), {
    mimeType: 'video/webm',
    videoBitsPerSecond: 4_000_000,
  });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const ended = new Promise<void>((resolve, reject) => {
    recorder.addEventListener('stop', () => resolve());
    recorder.addEventListener('error', () => reject(new Error('The recording failed.')));
  });
  recorder.start();
  for (const [i, { bitmap }] of frames.entries()) {
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    await pause(i === frames.length - 1 ? LAST : EACH);
  }
  recorder.stop();
  await ended;
  return new Blob(pieces, { type: 'video/webm' });
}

function canvasOf({ width, height }: Size): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no canvas.');
  context.imageSmoothingQuality = 'high';
  return context;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
