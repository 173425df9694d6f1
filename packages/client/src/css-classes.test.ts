import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const src = import.meta.dirname;

test('every class a component names is in the style sheet it takes it from', () => {
  const missing: string[] = [];
  let named = 0;
  for (const file of globSync('**/*.tsx', { cwd: src })) {
    const code = readFileSync(join(src, file), 'utf8');
    for (const [, name = '', path = ''] of code.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      const styles = readFileSync(join(src, dirname(file), path), 'utf8');
      for (const [, one = ''] of code.matchAll(new RegExp(`\\b${name}\\['([\\w-]+)'\\]`, 'g'))) {
        named += 1;
        if (!new RegExp(`\\.${one}\\b`).test(styles)) missing.push(`${file}: ${one} of ${path}`);
      }
    }
  }
  expect(missing).toEqual([]);
  expect(named).toBeGreaterThan(100);
});
