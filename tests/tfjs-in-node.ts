/**
 * Lets Node load tfjs' modules as bundlers do: their package.json names CommonJS bundles, which would be copies beside those of
 * the files that code imports one by one, and they import each other without extensions. Import this before anything that imports tfjs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGES = fileURLToPath(new URL('../node_modules/@tensorflow/', import.meta.url));
const asModule = (path: string) => ({ url: pathToFileURL(path).href, format: 'module', shortCircuit: true });

registerHooks({
  resolve(specifier, context, next) {
    const [, name, inside] =
      /^@tensorflow\/(tfjs-[\w-]+)(?:\/(.+))?$/.exec(specifier.replace(/\?url$/, '')) ?? [];
    if (name && specifier.endsWith('?url'))
      return {
        url: `${pathToFileURL(`${PACKAGES}${name}/${inside}`).href}?url`,
        format: 'module',
        shortCircuit: true,
      };
    if (name) return asModule(`${PACKAGES}${name}/${inside ? `${inside}.js` : 'dist/index.js'}`);
    if (specifier.startsWith('.') && context.parentURL?.includes('/@tensorflow/')) {
      const path = fileURLToPath(new URL(specifier, context.parentURL));
      if (path.includes('wasm-out')) return next(specifier, context); // Emscripten's, in CommonJS
      const found = [path, `${path}.js`, `${path}/index.js`].find(
        (each) => each.endsWith('.js') && existsSync(each),
      );
      if (found) return asModule(found);
    }
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url.endsWith('/platform_node.js')) {
      const head =
        "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
      return {
        format: 'module',
        source: head + readFileSync(fileURLToPath(url), 'utf8'),
        shortCircuit: true,
      };
    }
    if (!url.endsWith('?url')) return next(url, context);
    const path = fileURLToPath(url.replace(/\?url$/, ''));
    return { format: 'module', source: `export default ${JSON.stringify(path)};`, shortCircuit: true };
  },
});
