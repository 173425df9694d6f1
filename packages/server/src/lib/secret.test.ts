import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSecret, makeSecret, SealError } from './secret.ts';

const dir = mkdtempSync(join(tmpdir(), 'waybill-secret-'));
afterAll(() => rmSync(dir, { recursive: true }));

const secret = makeSecret('a secret of no less than 32 characters');
const other = makeSecret('another secret, just as long as that one');

describe('the file', () => {
  it('is made at the first start, for its owner alone, and found at the next', () => {
    const signed = loadSecret(undefined, dir).sign('test', 'x');
    expect(statSync(join(dir, 'secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, 'secret'), 'utf8').trim().length).toBeGreaterThanOrEqual(32);
    chmodSync(join(dir, 'secret'), 0o644);
    expect(loadSecret(undefined, dir).sign('test', 'x')).toBe(signed);
    expect(statSync(join(dir, 'secret')).mode & 0o777).toBe(0o600);
    expect(loadSecret('given by the environment, 32 characters', dir).sign('test', 'x')).not.toBe(signed);
  });

  it('is not replaced when it is damaged: that would void every link', () => {
    const damaged = mkdtempSync(join(tmpdir(), 'waybill-secret-'));
    writeFileSync(join(damaged, 'secret'), 'short');
    expect(() => loadSecret(undefined, damaged)).toThrow('fewer than 32 characters');
    rmSync(damaged, { recursive: true });
  });
});

describe('sealing', () => {
  it('gives back any text, and never the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(secret.open('codes', secret.seal('codes', text))).toBe(text);
      }),
    );
    expect(secret.seal('codes', 'x').equals(secret.seal('codes', 'x'))).toBe(false);
  });

  it('opens nothing that was sealed for something else, by somebody else, or changed in a single bit', () => {
    const sealed = secret.seal('codes', 'LIGHT-HOUSE');
    expect(sealed.includes('LIGHT')).toBe(false);
    expect(() => secret.open('other', sealed)).toThrow(SealError);
    expect(() => other.open('codes', sealed)).toThrow(SealError);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => secret.open('codes', changed)).toThrow(SealError);
    }
    expect(() => secret.open('codes', sealed.subarray(0, 20))).toThrow(SealError);
  });

  it('tells equal texts by their fingerprint, each purpose for itself', () => {
    expect(secret.fingerprint('codes', 'x').equals(secret.fingerprint('codes', 'x'))).toBe(true);
    expect(secret.fingerprint('codes', 'x').equals(secret.fingerprint('codes', 'y'))).toBe(false);
    expect(secret.fingerprint('codes', 'x').equals(secret.fingerprint('links', 'x'))).toBe(false);
    expect(secret.verify('links', 'x', secret.sign('links', 'x'))).toBe(true);
    expect(secret.verify('links', 'y', secret.sign('links', 'x'))).toBe(false);
    expect(secret.verify('links', 'x', '')).toBe(false);
  });
});

describe('a pledge’s link', () => {
  it('is the same each time, 32 url-safe characters, and names its backer to us alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 47 }),
        fc.integer({ min: 0, max: 65_535 }),
        (id, version) => {
          const token = secret.pledgeToken(String(id), version);
          expect(token).toMatch(/^[A-Za-z0-9_-]{32}$/);
          expect(secret.pledgeToken(String(id), version)).toBe(token);
          expect(secret.readPledgeToken(token)).toEqual({ backerId: String(id), version });
          expect(other.readPledgeToken(token)).toBeNull();
        },
      ),
    );
    // Neighbours share nothing that could be counted on.
    const [one, next] = [secret.pledgeToken('1', 0), secret.pledgeToken('2', 0)];
    expect([...one].filter((char, at) => next[at] === char).length).toBeLessThan(8);
  });

  it('is no link when a single character differs', () => {
    const token = secret.pledgeToken('4711', 3);
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(secret.readPledgeToken(changed)).toBeNull();
    }
    for (const text of ['', 'x', `${token}A`, token.slice(1), `${token.slice(1)}=`, '../../../etc/passwd'])
      expect(secret.readPledgeToken(text)).toBeNull();
  });
});
