import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const lock = readFileSync(new URL('pnpm-lock.yaml', root), 'utf8');

/** Below these there are known holes; the reason is the advisory or the fix. */
const FLOORS: readonly (readonly [name: string, floor: string, reason: string])[] = [
  [
    '@apollo/server',
    '5.5.0',
    'CVE-2026-23897 (denial of service by charset), GHSA-9q82-xgwf-vj6h (CSRF by GET)',
  ],
  ['graphql', '16.8.1', 'CVE-2023-26144 (OverlappingFields denial of service)'],
  ['ws', '8.21.1', 'CVE-2026-48779 (tiny fragments), CVE-2026-62389, CVE-2024-37890'],
  ['graphql-ws', '6.0.8', 'complete after error'],
  ['@mikro-orm/core', '7.1.13', 'CVE-2026-34220 (SQL injection), CVE-2026-34221, CVE-2026-44680, filter $or'],
  ['@mikro-orm/postgresql', '7.1.13', 'as @mikro-orm/core'],
  ['@mikro-orm/sql', '7.1.13', 'as @mikro-orm/core'],
  ['class-validator', '0.14.0', 'CVE-2019-18413'],
  ['nodemailer', '7.0.7', 'recipient misrouting, CVE-2025-14874'],
  ['better-auth', '1.7.25', 'session cookie cache'],
  ['node', '24.0.0', 'older lines are out of support'],
];

function lockedVersions(name: string): string[] {
  const packages = lock.slice(lock.indexOf('\npackages:\n'), lock.indexOf('\nsnapshots:\n'));
  const entry = new RegExp(`^  '?${name.replace('/', '\\/')}@(\\d+\\.\\d+\\.\\d+[^':]*)'?:`, 'gm');
  return [...packages.matchAll(entry)].flatMap((match) => match[1] ?? []);
}

function compare(a: string, b: string): number {
  const parts = (version: string) => version.split('-', 1)[0]?.split('.').map(Number) ?? [];
  const [left, right] = [parts(a), parts(b)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

describe('locked versions', () => {
  test.each(FLOORS)('%s is at least %s: %s', (name, floor) => {
    for (const version of lockedVersions(name)) {
      expect(compare(version, floor), `${name}@${version} is below ${floor}`).toBeGreaterThanOrEqual(0);
    }
  });

  test('the floors look at real packages', () => {
    for (const name of ['@apollo/server', 'graphql', 'ws', 'graphql-ws', '@mikro-orm/core', 'node']) {
      expect(lockedVersions(name), name).not.toHaveLength(0);
    }
    expect(compare('8.20.0', '8.21.1')).toBeLessThan(0);
    expect(compare('10.0.0', '9.9.9')).toBeGreaterThan(0);
  });

  test('there is one graphql, and one version of every @mikro-orm package', () => {
    expect(lockedVersions('graphql')).toHaveLength(1);
    const family = [...lock.matchAll(/^ {2}'@mikro-orm\/[a-z-]+@(\d+\.\d+\.\d+)/gm)].map((match) => match[1]);
    expect(new Set(family).size).toBe(1);
  });

  test('every dependency is pinned exactly', () => {
    for (const dir of ['', 'packages/schema/', 'packages/server/', 'packages/client/']) {
      const { dependencies, devDependencies } = JSON.parse(
        readFileSync(new URL(`${dir}package.json`, root), 'utf8'),
      ) as { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        expect(version, `${name} in ${dir}package.json`).toMatch(/^(\d+\.\d+\.\d+(-[\w.]+)?|workspace:\*)$/);
      }
    }
  });
});
