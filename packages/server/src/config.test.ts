import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig, type Config } from './config.ts';

const argv = (...args: string[]) => ['node', 'main.mjs', ...args];

function accepted(env: Record<string, string>, ...args: string[]): Config {
  const result = parseConfig(env, argv(...args));
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return result.config;
}

function refused(env: Record<string, string>, ...args: string[]): string[] {
  const result = parseConfig(env, argv(...args));
  return 'problems' in result ? result.problems : [];
}

describe('configuration', () => {
  test('needs nothing', () => {
    expect(accepted({})).toMatchObject({
      port: 4600,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4600',
      role: 'all',
      logLevel: 'info',
      databaseUrl: undefined,
      smtpUrl: undefined,
      carriersFile: undefined,
      retentionDays: 90,
    });
    expect(accepted({}).dataDir).toBe(join(accepted({}).root, 'data'));
  });

  test('takes an empty variable as absent', () => {
    expect(accepted({ PORT: '', DATABASE_URL: ' ', PUBLIC_URL: '' }).port).toBe(4600);
  });

  test('derives the public address from the port, and strips its trailing slash', () => {
    expect(accepted({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(accepted({ PUBLIC_URL: 'https://ship.example.org/' }).publicUrl).toBe('https://ship.example.org');
  });

  test('takes the role in both spellings', () => {
    const env = { DATABASE_URL: 'postgres://u:p@db:5432/waybill' };
    expect(accepted(env, '--role=api').role).toBe('api');
    expect(accepted(env, '--role', 'worker').role).toBe('worker');
  });

  test('takes a database reached through a socket folder', () => {
    const url = 'postgres:///waybill?host=/var/run/postgresql';
    expect(accepted({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  test('reads the carriers file as an absolute path', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'waybill-config-')), 'carriers.json');
    writeFileSync(file, '[]');
    expect(accepted({ CARRIERS_FILE: file }).carriersFile).toBe(file);
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '4600x'],
    ['PORT', '-1'],
    ['HOST', 'http://localhost'],
    ['DATA_DIR', '/etc/passwd'],
    ['DATABASE_URL', 'mysql://db/waybill'],
    ['DATABASE_URL', 'postgres://db'],
    ['PUBLIC_URL', 'ship.example.org'],
    ['PUBLIC_URL', 'https://example.org/waybill'],
    ['SMTP_URL', 'localhost:25'],
    ['CARRIERS_FILE', '/nowhere/carriers.json'],
    ['LOG_LEVEL', 'loud'],
    ['MAIL_FROM', 'Ada <ada@example.org>'],
    ['MAIL_FROM', 'a@example.org, b@example.org'],
    ['RETENTION_DAYS', '-1'],
    ['RETENTION_DAYS', 'ever'],
    ['WEBHOOKS_ALLOW_PRIVATE', 'yes'],
  ])('refuses %s=%s, naming the variable, the value and what is allowed', (name, value) => {
    const problems = refused({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${name} is "${value}"`);
    expect(problems[0]).toMatch(/Allowed is|Write it as/);
  });

  test('refuses an unknown role and an unknown argument', () => {
    expect(refused({}, '--role=boss')).toEqual(['--role is "boss". Allowed is all, api, worker.']);
    expect(refused({}, '--rol=api')[0]).toContain('"--rol=api" is unknown');
  });

  test('refuses to split the roles without a shared database', () => {
    expect(refused({}, '--role=worker')[0]).toContain('needs DATABASE_URL');
  });

  test('collects every problem', () => {
    expect(refused({ PORT: 'x', HOST: '//', LOG_LEVEL: 'x', SMTP_URL: 'x' })).toHaveLength(4);
  });

  test('takes mail from the public host unless told otherwise', () => {
    expect(accepted({}).mailFrom).toBe('waybill@localhost');
    expect(accepted({ PUBLIC_URL: 'https://ship.example.org' }).mailFrom).toBe('waybill@ship.example.org');
    expect(accepted({ PUBLIC_URL: 'http://[::1]:4600' }).mailFrom).toBe('waybill@localhost');
    expect(accepted({ MAIL_FROM: 'desk@example.org' }).mailFrom).toBe('desk@example.org');
  });

  test('refuses a secret that can be guessed, without repeating it', () => {
    expect(accepted({ WAYBILL_SECRET: 'x'.repeat(32) }).secret).toBe('x'.repeat(32));
    const problems = refused({ WAYBILL_SECRET: 'hunter2' });
    expect(problems).toEqual([expect.stringContaining('WAYBILL_SECRET has 7 characters')]);
    expect(problems.join()).not.toContain('hunter2');
  });

  test('never repeats a password', () => {
    expect(refused({ SMTP_URL: 'ftp://me:secret@mail' }).join()).not.toContain('secret');
    expect(refused({ DATABASE_URL: 'postgres://me:secret@db' }).join()).not.toContain('secret');
  });
});
