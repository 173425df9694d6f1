import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = new URL('.', import.meta.url);
const comments = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
const straight = /\p{L}'(?:s|t|d|m|re|ve|ll)\b/u;

test('apostrophes that people see are curly', () => {
  const found = globSync('**/*.{ts,tsx}', { cwd: here, exclude: ['**/*.test.ts'] }).flatMap((file) =>
    readFileSync(new URL(file, here), 'utf8')
      .replace(comments, '')
      .split('\n')
      .filter((line) => straight.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
