import { expect, test } from 'vitest';
import { about } from './mail-words.ts';

test('a mail with digital rewards names them', () => {
  const rewards = (...names: string[]) => names.map((name, index) => ({ id: String(index), name }));
  const mail = { kind: 'DIGITAL_REWARD' as const, shipments: [] };
  expect(about({ ...mail, digitalRewards: rewards('Soundtrack', 'Art book') })).toBe(
    'Digital reward · Soundtrack, Art book',
  );
  expect(about({ ...mail, digitalRewards: [] })).toBe('Digital reward');
});
