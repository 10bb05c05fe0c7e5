import type { APIRoute } from 'astro';
import { STILLS } from '../../../components/style-transfer/first.build.ts';

/** The photo of the lab, and what it is stylized to while the site is built. */
export function getStaticPaths() {
  return Object.keys(STILLS).map((still) => ({ params: { still } }));
}

export const GET: APIRoute = async ({ params }) =>
  new Response(await STILLS[params['still']!](), { headers: { 'Content-Type': 'image/webp' } });
