import type { Remote } from 'comlink';
import type { NineCalls } from '../depths/nine-calls.ts';
import type { ModelCalls } from './model-calls.ts';

/** What the worker that holds the model can be asked. */
export type Api = Remote<ModelCalls & NineCalls>;

/** The way to that worker: one job at a time. */
export interface ModelLink {
  call<T>(job: (api: Api) => Promise<T>): Promise<T>;
}

/** How far loading has come. */
export interface Loading {
  /** A sentence without its full stop: "Loading half-vgg-8bit.safetensors". */
  label: string;
  done: number;
  total: number;
  /** "0.4 MB of 0.89 MB", where it can be told. */
  text: string;
  /** Whether `Models.stop` ends it. */
  stops: boolean;
}
