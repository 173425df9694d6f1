import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, SERVER } from './paths.mjs';

/** How to run a TypeScript program of a package, decorators included: Node's flags and environment. */
export function typescript(program) {
  const tsx = dirname(createRequire(join(SERVER, 'package.json')).resolve('tsx/package.json'));
  const tsconfig = join(ROOT, ...program.split('/').slice(0, 2), 'tsconfig.json');
  return {
    flags: ['--import', pathToFileURL(join(tsx, 'dist/loader.mjs')).href],
    // tsx honours decorators only in files that the tsconfig it was given includes.
    env: { TSX_TSCONFIG_PATH: tsconfig },
  };
}
