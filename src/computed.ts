import { type Plugin, runnerImport } from 'vite';

const SUFFIX = '?computed';

/**
 * `import first from './lab.build.ts?computed'`: the default export of a module (or what its promise holds), computed while the
 * site is built and given to server and browser alike as plain data. An island that starts from such a result finds it in its
 * own script, which is loaded when the island comes into view, and the page need not carry it a second time as properties.
 */
export function computedModules(): Plugin {
  // While the site is built its files stay as they are, so that server and browser share what is computed once.
  const known = new Map<string, Promise<Computed>>();
  let building = false;
  return {
    name: 'computed-modules',
    enforce: 'pre',
    configResolved({ command }) {
      building = command === 'build';
    },
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null;
      const resolved = await this.resolve(source.slice(0, -SUFFIX.length), importer, { skipSelf: true });
      return resolved && resolved.id + SUFFIX;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const computed = (building && known.get(id)) || compute(id.slice(0, -SUFFIX.length));
      known.set(id, computed);
      const { code, dependencies } = await computed;
      for (const file of dependencies) this.addWatchFile(file);
      return code;
    },
  };
}

/** A module that exports what another one computes, and the files that this depends on. */
interface Computed {
  code: string;
  dependencies: string[];
}

async function compute(file: string): Promise<Computed> {
  const { module, dependencies } = await runnerImport<{ default: unknown }>(file);
  return { code: `export default ${JSON.stringify(await module.default)}`, dependencies };
}
