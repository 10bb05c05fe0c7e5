import '../../tfjs-in-node.ts';
import { testAgreement } from './tfjs-agreement.ts';

const tfjs = await import('../../../src/engine/factorization-machines/tfjs/trainer.ts');
const { startWasm } = await import('../../../src/lib/tfjs/wasm.ts');
await startWasm();

testAgreement('WebAssembly', tfjs);
