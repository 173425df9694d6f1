// Builds what `npm start` serves, where its sources have changed: the server's bundle and the client, side by side.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compressFolder } from './lib/compress.mjs';
import { hashOf } from './lib/hash.mjs';
import { CLIENT, ROOT, SERVER } from './lib/paths.mjs';

const CONTRACT = [
  'packages/schema/src',
  'packages/schema/schema.graphql',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
];

const PARTS = [
  {
    name: 'server',
    product: join(SERVER, 'dist/main.mjs'),
    sources: ['src', 'migrations', 'build.mjs', 'package.json', 'tsconfig.json'].map(
      (path) => `packages/server/${path}`,
    ),
    build: async () => {
      const { buildServer } = await import(pathToFileURL(join(SERVER, 'build.mjs')).href);
      await buildServer();
    },
  },
  {
    name: 'client',
    product: join(CLIENT, 'dist/index.html'),
    sources: ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'tsconfig.json'].map(
      (path) => `packages/client/${path}`,
    ),
    build: async () => {
      const { build } = await import(
        pathToFileURL(join(CLIENT, 'node_modules/vite/dist/node/index.js')).href
      );
      await build({ root: CLIENT, logLevel: 'warn' });
      await compressFolder(join(CLIENT, 'dist'));
    },
  },
];

async function buildIfStale({ name, product, sources, build }) {
  const stamp = join(product, '../.source-hash');
  const hash = hashOf(ROOT, [...sources, ...CONTRACT]);
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const start = performance.now();
  rmSync(stamp, { force: true });
  await build();
  writeFileSync(stamp, hash);
  console.log(`Built the ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

const results = await Promise.allSettled(PARTS.map(buildIfStale));
for (const [index, result] of results.entries()) {
  if (result.status === 'fulfilled') continue;
  console.error(`The ${PARTS[index].name} could not be built: ${result.reason?.message ?? result.reason}`);
  process.exitCode = 1;
}
