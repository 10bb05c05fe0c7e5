import { transfer } from 'comlink';
import type { Work } from '../../../engine/style-transfer/executor.ts';
import type { RunLoop } from '../../../lib/run-loop.ts';
import type { NineQueue } from './nine-queue.ts';
import type { NineRequest } from './views.ts';

/** What the page may ask of the queue: to be spread into the worker's API. `nineGo` begins with what `nineBegin` asked for, or goes on. */
export function nineCalls(
  nine: NineQueue,
  makeLoop: (work: Work<void>) => Pick<RunLoop<unknown>, 'go' | 'latest' | 'pause'>,
) {
  let loop = makeLoop(nine.work());
  const shown = ({ count, done }: { count: number; done: boolean }) => ({ count, done, step: nine.rows() });
  return {
    nineBegin: async (request: NineRequest) => {
      nine.begin(request);
      loop = makeLoop(nine.work());
      return nine.rows();
    },
    nineGo: async () => {
      if (loop.latest().done) loop = makeLoop(nine.work());
      return shown(await loop.go());
    },
    nineLatest: async () => shown(loop.latest()),
    ninePause: async () => loop.pause(),
    nineStop: async (bits: number) => nine.stop(bits),
    nineAgain: async (bits: number) => nine.again(bits),
    ninePicture: async (bits: number) => {
      const picture = nine.picture(bits);
      if (!picture) return undefined;
      const rgba = picture.rgba.slice(); // what is kept must not move
      return transfer({ ...picture, rgba }, [rgba.buffer]);
    },
  };
}

/** These calls, as the page sees them through Comlink. */
export type NineCalls = ReturnType<typeof nineCalls>;
