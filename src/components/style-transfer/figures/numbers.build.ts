import results from '../../../content/style-transfer/nine.json' with { type: 'json' };
import type { NineResults } from './nine-results.ts';
import { rateOf } from './numbers.ts';

const { networks } = results as NineResults;
const vgg = networks.find(({ id }) => id === 'vgg19')!;

const floor = vgg.pairs[0]?.floor?.deltaE;

export default { rate: rateOf(vgg, 8), ...(floor === undefined ? {} : { floor }) };
