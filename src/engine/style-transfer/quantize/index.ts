export { countsOf, deriveTensor } from './derive.ts';
export { weightsOf, withTensors } from './expand.ts';
export { pack, packedBytes, unpack } from './packing.ts';
export { quantizeDepths, quantizeTensor } from './quantize.ts';
export { type Extent, entropyOf, type LayerExtent, type Report, report } from './report.ts';
export type { Method, QuantizedTensor } from './tensor.ts';
