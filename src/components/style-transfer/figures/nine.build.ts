import results from '../../../content/style-transfer/nine.json' with { type: 'json' };
import type { NineResults } from './nine-results.ts';
import { type NineShown, shownOf } from './nine-shown.ts';

const { settings, networks } = results as NineResults;

export default { size: settings.size, networks: networks.map(shownOf) } satisfies NineShown;
