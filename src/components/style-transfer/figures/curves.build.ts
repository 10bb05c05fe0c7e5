import results from '../../../content/style-transfer/nine.json' with { type: 'json' };
import type { NineResults } from './nine-results.ts';
import { type CurvesShown, curvesOf } from './nine-shown.ts';

export default { networks: (results as NineResults).networks.map(curvesOf) } satisfies CurvesShown;
