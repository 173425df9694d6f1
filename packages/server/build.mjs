import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const installed = Object.keys({ ...dependencies, ...devDependencies }).filter(
  (name) => !name.startsWith('@waybill/'),
);

/**
 * Bundles src/main.ts into dist/main.mjs. Our own packages are taken in, everything installed stays outside.
 *
 * `keepNames` is off although MikroORM and type-graphql read class names: it wraps every named closure in a
 * defineProperty, which per row of an upload is felt. `checkClassNames` makes sure that nothing was renamed instead.
 */
export async function buildServer() {
  const result = await build({
    entryPoints: [join(root, 'src/main.ts')],
    outfile: join(root, 'dist/main.mjs'),
    tsconfig: join(root, 'tsconfig.json'),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    loader: { '.sql': 'text' },
    external: [...installed.flatMap((name) => [name, `${name}/*`]), ...builtinModules],
    logLevel: 'warning',
    metafile: true,
  });
  checkClassNames(result.metafile);
}

/** @throws when a decorated class got another name in the bundle than in its file */
function checkClassNames(metafile) {
  const bundle = readFileSync(join(root, 'dist/main.mjs'), 'utf8');
  const inputs = Object.keys(metafile.inputs).map((file) => readFileSync(join(root, file), 'utf8'));
  const declared = new Set(
    inputs.flatMap((text) => [...text.matchAll(/\bclass (\w+)/g)].map((match) => match[1])),
  );
  const decorated = [...bundle.matchAll(/^(\w+) = __decorateClass\(/gm)].map((match) => match[1]);
  const renamed = decorated.filter((name) => !declared.has(name) || bundle.includes(`class _${name} `));
  if (renamed.length === 0) return;
  throw new Error(
    `The bundler renamed the classes behind ${renamed.join(', ')}, whose names MikroORM and type-graphql read. ` +
      'Give every class a name of its own, and refer to a decorated class inside its own body by no value (types are fine).',
  );
}
