import { href } from '../../../site.ts';
import catalogue from './catalogue.build.ts?computed';
import type { RemoteFile } from './download.ts';
import type { ShippedFile, ShippedModel } from './shipped.ts';

/** The one that looks best. */
export const DEFAULT_MODEL = 'half-vgg';

/** In the order in which they are offered; others of the site's builder follow. */
const ORDER = [DEFAULT_MODEL, 'resnet50', 'vgg19'];
/** Those that are not in it come last. */
const place = ({ view }: ShippedModel) => {
  const at = ORDER.indexOf(view.id);
  return at < 0 ? ORDER.length : at;
};

/** The networks that the site has. */
export const SHIPPED: readonly ShippedModel[] = (catalogue as ShippedModel[]).toSorted(
  (a, b) => place(a) - place(b),
);

/** What can be chosen: one of them, or what the reader has opened. */
export const MODEL_IDS: readonly [string, ...string[]] = [
  DEFAULT_MODEL,
  ...SHIPPED.map(({ view }) => view.id).filter((id) => id !== DEFAULT_MODEL),
  'own',
];

/** What each is, for who has not met it. */
export const IN_WORDS: Record<string, string> = {
  'half-vgg':
    'VGG-19 up to the first convolution of its fourth block, with half the channels: trained for this site, small, and sharp in its strokes.',
  resnet50:
    'The first stages of a network for photographs that came after VGG, with 1 × 1 convolutions and shortcuts: softer pictures from other features.',
  vgg19: 'The network of the original paper, trained on 1.3 million photographs.',
};

/** A file of the site as it is downloaded. */
export const remoteFile = ({ name, bytes, hash }: ShippedFile): RemoteFile => ({
  url: href(`models/${name}`),
  ...{ bytes, hash },
});
