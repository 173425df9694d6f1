import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { makeWebhookSecret, signWebhook, webhookBody, webhookHeaders } from './webhook-signature.ts';

test('signs as the specification does, by its own vector', () => {
  expect(
    signWebhook(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1614265330,
      '{"test": 2432232314}',
    ),
  ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('is verified by the reference library, by the new secret and the old one, and by no other', () => {
  const [fresh, old, other] = [makeWebhookSecret(), makeWebhookSecret(), makeWebhookSecret()];
  const body = webhookBody({ type: 'order.fulfilled', at: '2026-11-22T09:00:00.5Z', data: '{"a" : "ö"}' });
  const headers = webhookHeaders([fresh, old], 'msg_7', Math.floor(Date.now() / 1000), body);
  for (const secret of [fresh, old])
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: 'order.fulfilled',
      timestamp: '2026-11-22T09:00:00.5Z',
      data: { a: 'ö' },
    });
  expect(() => new Webhook(other).verify(body, headers)).toThrow('No matching signature');
  expect(() => new Webhook(fresh).verify(`${body} `, headers)).toThrow('No matching signature');
});

test('a secret is 32 random bytes, and never the same', () => {
  const secrets = Array.from({ length: 50 }, makeWebhookSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  }
});
