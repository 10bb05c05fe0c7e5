import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import { findFirefox, systemChromium } from './tools/toolchain.mjs';

/** The sub-path the second build is made for and served at; tools/test.ts builds it into dist-sub. */
const SUB_PATH = '/some/sub/path/';

// Each checkout has its own pair of ports, so that two on one machine never test each other's build.
const checkout = createHash('sha256')
  .update(import.meta.dirname)
  .digest()
  .readUInt16LE();
const port = Number(process.env.PORT ?? 20_000 + (checkout % 6_000) * 2);
const rootUrl = `http://localhost:${port}/`;
const subUrl = `http://localhost:${port + 1}${SUB_PATH}`;

const chromiumPath = systemChromium();
const firefox = findFirefox();
const hasSubBuild = existsSync('dist-sub/index.html');

const chromium = {
  ...devices['Desktop Chrome'],
  launchOptions: {
    ...(chromiumPath ? { executablePath: chromiumPath } : {}), // else Playwright's own
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--force-color-profile=srgb',
    ],
  },
};

/** The specs that must also hold in another browser and at another address. */
const portable =
  /(site|kmeans1d|color-quantization|factorization-machines|matrix-factorization|style-transfer)[^/]*\.spec\.ts$/;

/** Of these, what does not depend on the address: whatever a page loads, others of its specs have loaded there. */
const addressless = /-(a11y|failure|input|large|loss|offline)\.spec\.ts$/;

/** What measures time: only in Chromium at /, and in `npm test` only while nothing else runs. */
const timed = /50 ms/;

const server = (dir: string, base: string, serverPort: number) => ({
  command: `node tools/serve.mjs --dir ${dir} --base ${base} --port ${serverPort}`,
  url: `http://localhost:${serverPort}${base}`,
  reuseExistingServer: !process.env.CI,
  timeout: 30_000,
});

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: 'list',
  use: { trace: 'off', colorScheme: 'light', locale: 'en-GB' },
  projects: [
    {
      name: 'chromium',
      ...(process.env.UNTIMED && { grepInvert: timed }),
      use: { ...chromium, baseURL: rootUrl },
    },
    ...(hasSubBuild
      ? [
          {
            name: 'chromium-subpath',
            testMatch: portable,
            testIgnore: addressless,
            grepInvert: timed,
            use: { ...chromium, baseURL: subUrl },
          },
        ]
      : []),
    ...(firefox
      ? [
          {
            name: 'firefox',
            testMatch: [portable, /\/picture\.spec\.ts$/],
            grepInvert: timed,
            use: {
              ...devices['Desktop Firefox'],
              baseURL: rootUrl,
              channel: 'moz-firefox', // drives Debian's unpatched Firefox by WebDriver BiDi
              launchOptions: { executablePath: firefox },
            },
          },
        ]
      : []),
  ],
  webServer: [server('dist', '/', port), ...(hasSubBuild ? [server('dist-sub', SUB_PATH, port + 1)] : [])],
});
