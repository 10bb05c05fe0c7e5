import type { APIRoute } from 'astro';
import { STILLS, still } from '../../../components/style-transfer/figures/stills.build.ts';

/** The pictures of the article that the engine computes while the site is built. */
export function getStaticPaths() {
  return STILLS.map((name) => ({ params: { still: name } }));
}

export const GET: APIRoute = async ({ params }) =>
  new Response(await still(params['still']!), { headers: { 'Content-Type': 'image/png' } });
