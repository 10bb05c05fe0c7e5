import { type Plugin, runnerImport } from 'vite';

const SUFFIX = '?computed';

/**
 * `import first from './lab.build.ts?computed'`: the default export of a module (or what its promise holds), computed while the
 * site is built and given to server and browser alike as plain data. An island that starts from such a result finds it in its
 * own script, which is loaded when the island comes into view, and the page need not carry it a second time as properties.
 */
export function computedModules(): Plugin {
  return {
    name: 'computed-modules',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null;
      const resolved = await this.resolve(source.slice(0, -SUFFIX.length), importer, { skipSelf: true });
      return resolved && resolved.id + SUFFIX;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const { module, dependencies } = await runnerImport<{ default: unknown }>(id.slice(0, -SUFFIX.length));
      for (const file of dependencies) this.addWatchFile(file);
      return `export default ${JSON.stringify(await module.default)}`;
    },
  };
}
