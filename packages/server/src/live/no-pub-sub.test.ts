import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/**
 * `createPubSub` ends the process when a subscriber stops reading, and `repeaterBuffer`, its documented cure, hands
 * events of one topic to subscribers of another.
 */
test('nobody uses the pub/sub that comes with type-graphql', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const offenders: string[] = [];
  let read = 0;
  for await (const file of glob('{src,test,bench,migrations}/**/*.ts', { cwd: root })) {
    if (file.endsWith('no-pub-sub.test.ts')) continue;
    read += 1;
    if (
      /createPubSub|repeaterBuffer|@graphql-yoga\/subscription/.test(
        await readFile(`${root}/${file}`, 'utf8'),
      )
    ) {
      offenders.push(file);
    }
  }
  expect(read).toBeGreaterThan(20);
  expect(offenders).toEqual([]);
});
