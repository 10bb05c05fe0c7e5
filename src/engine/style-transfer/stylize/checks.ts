import { InvalidInputError } from '../../errors.ts';
import { leastSide } from '../graph.ts';
import { type Network, upTo } from '../network.ts';
import type { Picture } from '../picture.ts';
import type { Settings, Style } from './settings.ts';
import type { Weighing } from './targets.ts';

/** Throws an `InvalidInputError` where a setting cannot be worked with. */
export function checkSettings(settings: Settings): void {
  const { size, steps, contentWeight, totalVariation, styleScale, learningRate } = settings;
  if (!Number.isInteger(size) || size < 1)
    throw new InvalidInputError('The size must be a whole number of pixels, 1 or more.');
  if (steps.length === 0 || !steps.every((count) => Number.isInteger(count) && count >= 0))
    throw new InvalidInputError('Steps must be whole numbers, one for each level.');
  for (const [what, value] of [
    ['content', contentWeight],
    ['total variation', totalVariation],
  ] as const)
    if (!isWeight(value)) throw new InvalidInputError(`The weight of ${what} must be a number, 0 or more.`);
  if (!(styleScale > 0 && Number.isFinite(styleScale)))
    throw new InvalidInputError('The scale of the style must be a number above 0.');
  if (!(learningRate > 0 && Number.isFinite(learningRate)))
    throw new InvalidInputError('The learning rate must be a number above 0.');
}

/** What settings compare, in the network's order. Throws an `InvalidInputError` for a layer that it has not. */
export function weighingOf(network: Network, settings: Settings): Weighing {
  const known = network.nodes.map(({ name }) => name);
  const weights = settings.styleWeights ?? Object.fromEntries(network.style.map((layer) => [layer, 1]));
  const content = settings.contentLayer ?? network.content;
  for (const [layer, weight] of Object.entries(weights)) {
    if (!isWeight(weight))
      throw new InvalidInputError(`The weight of style layer ${layer} must be a number, 0 or more.`);
    if (weight > 0) checkLayer(layer, known);
  }
  checkLayer(content, known);
  const weighing: Weighing = {
    style: known.flatMap((layer) => (weights[layer] > 0 ? [{ layer, weight: weights[layer] }] : [])),
    content: settings.contentWeight > 0 ? { layer: content, weight: settings.contentWeight } : undefined,
    normalization: settings.normalization ?? 'target',
  };
  if (weighing.style.length === 0 && !weighing.content && settings.totalVariation === 0)
    throw new InvalidInputError('Nothing to aim at: give the content or a style layer a weight above 0.');
  return weighing;
}

/** The least width and height that the layers compared need. */
export function leastSideOf(network: Network, { style, content }: Weighing): number {
  return leastSide(
    upTo(
      network,
      [...style, ...(content ? [content] : [])].map(({ layer }) => layer),
    ),
  );
}

/** Throws an `InvalidInputError` for a picture too small for the network. */
export function checkPictures(
  content: Picture,
  styles: Style[],
  start: Settings['start'],
  least: number,
): void {
  checkPicture('content', content, least);
  if (styles.length === 0) throw new InvalidInputError('Choose a style picture.');
  for (const { picture, weight } of styles) {
    checkPicture('style', picture, least);
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new InvalidInputError('The weight of each style picture must be a number above 0.');
  }
  if (typeof start === 'object') checkPicture('starting', start, 1);
}

function checkPicture(what: string, { width, height, data }: Picture, least: number): void {
  if (data.length !== width * height * 3) throw new Error(`The ${what} picture's data do not fit its size.`);
  if (width < least || height < least)
    throw new InvalidInputError(
      `The ${what} picture is ${width} × ${height}, too small for this network: choose one of at least ${least} × ${least} pixels.`,
    );
}

function checkLayer(layer: string, known: string[]): void {
  if (!known.includes(layer))
    throw new InvalidInputError(`This network has no layer ${layer}. It has ${known.join(', ')}.`);
}

const isWeight = (value: number) => Number.isFinite(value) && value >= 0;
