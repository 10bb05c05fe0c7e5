/**
 * Makes a small file of VGG-19 for this site from the official one: `npm run vgg -- keras`. `npm run vgg -- --help` tells the rest, and
 * training/vgg19.md where the official files are and under which licence.
 */
import { isInvalidInput } from '../src/engine/errors.ts';
import { make } from './vgg/make.ts';

try {
  await make(process.argv.slice(2), console.log);
} catch (error) {
  const { code = '' } = error as { code?: string };
  if (!isInvalidInput(error) && !code.startsWith('ERR_PARSE_ARGS')) throw error;
  console.error((error as Error).message);
  process.exitCode = 1;
}
