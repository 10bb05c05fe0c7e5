/** A way to the graphics device. */
export type Graphics = 'webgpu' | 'webgl';

/** Drivers that compute on the processor, with many times the work. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * The better way to compute on a graphics device here, in a page or a worker, or undefined where there is none or a processor only plays one. Loads
 * nothing; whether it is quicker than the processor must be tried.
 */
export async function graphicsHere(): Promise<Graphics | undefined> {
  if (await hasWebgpu()) return 'webgpu';
  return hasWebgl() ? 'webgl' : undefined;
}

async function hasWebgpu(): Promise<boolean> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter?.info) return false; // older browsers do not tell whose it is
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  return !isFallbackAdapter && !SOFTWARE.test(`${vendor} ${architecture} ${description}`);
}

function hasWebgl(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const named = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  const floats = context.getExtension('EXT_color_buffer_float') !== null;
  context.getExtension('WEBGL_lose_context')?.loseContext(); // browsers give a page only a few
  return floats && !SOFTWARE.test(renderer);
}
