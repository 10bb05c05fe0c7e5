import results from '../../../content/style-transfer/nine.json' with { type: 'json' };
import type { NineResults } from './nine-results.ts';
import type { SensitivityShown } from './sensitivity.ts';

const { networks } = results as NineResults;

const tables: SensitivityShown[] = networks.map(({ title, sensitivity, upTo, styleLayers }) => {
  const bits = [...new Set(sensitivity.map((each) => each.bits))].sort((a, b) => b - a);
  const layers = [...new Set(sensitivity.map(({ layer }) => layer))];
  const at = (layer: string, depth: number) =>
    sensitivity.find((each) => each.layer === layer && each.bits === depth)!;
  return {
    title,
    upTo: styleLayers[styleLayers.length - 1] ?? upTo,
    bits,
    layers: layers.map((layer) => {
      const cells = bits.map((depth) => at(layer, depth));
      return {
        name: layer,
        weights: cells[0].weights,
        errors: cells.map(({ gram }) => Number(gram.toPrecision(3))),
      };
    }),
  };
});

export default tables;
