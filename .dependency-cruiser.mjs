/**
 * The layers, top to bottom: pages, components, lib, engine. A file imports only from its own layer's row or below.
 * tests/unit/layers applies the same rules to Astro and MDX files, which dependency-cruiser does not read, and finds dead files.
 */
export default {
  forbidden: [
    {
      name: 'engine-is-pure',
      severity: 'error',
      from: { path: '^src/engine' },
      to: { path: '^src/(components|lib|layouts|pages|content)|^node_modules/(comlink|svelte|astro)' },
    },
    {
      name: 'lib-knows-no-lab',
      severity: 'error',
      from: { path: '^src/lib' },
      to: { path: '^src/(components|layouts|pages|content)' },
    },
    {
      name: 'labs-do-not-share',
      comment: 'move what two labs need to components/ui, lib or engine',
      severity: 'error',
      from: { path: '^src/components/([^/]+)/' },
      to: { path: '^src/components/', pathNot: '^src/components/($1|ui)/' },
    },
    {
      name: 'worker-is-the-only-door',
      comment: 'a lab names engine types only: its worker, and its *.build.ts at build time, run the engine',
      severity: 'error',
      from: { path: '^src/components/', pathNot: '\\.(worker|build)\\.ts$' },
      to: { path: '^src/engine/[^/]+/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
