import { descend, type Opened, startOf, type WatchedDescent } from './descent.ts';
import { openFigure, quantizer } from './open.build.ts';
import { FIRST_START, LLOYD } from './settings.ts';

/** The photo of the figure on Lloyd's algorithm, opened by the engine. */
export const lloydPicture: Promise<Opened & { width: number; height: number }> = (async () => {
  const engine = await quantizer;
  const picture = await openFigure(LLOYD.id);
  return { ...picture, engine, histogram: engine.histogram(picture.rgba, picture.width, picture.height) };
})();

/** The descent that the figure shows first. */
export const firstDescent: Promise<WatchedDescent> = lloydPicture.then((opened) =>
  descend(opened, startOf(opened, FIRST_START, LLOYD.k)),
);
