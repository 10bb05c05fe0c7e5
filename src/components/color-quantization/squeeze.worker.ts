import { squeezePng } from '../../lib/oxipng.ts';
import { serve } from '../../lib/worker-host.ts';

const api = { squeeze: (png: Uint8Array<ArrayBuffer>) => squeezePng(png) };

export type SqueezeApi = typeof api;
serve(api);
