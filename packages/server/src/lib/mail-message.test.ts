import { expect, it } from 'vitest';
import { composeMail } from './mail-message.ts';
import type { OutgoingMail } from './mailer.ts';

const mail = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: 'm',
  fromName: 'Foghorn Games',
  to: 'ada@example.org',
  toName: 'Ada',
  replyTo: null,
  subject: 'Hello',
  text: 'Hello\n',
  html: '<p>Hello</p>',
  headers: {},
  ...change,
});

const composed = (change: Partial<OutgoingMail> = {}) => {
  const raw = composeMail(mail(change), 'waybill@example.com', '<m@example.com>').toString();
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  return { raw, head: head.replaceAll(/\r\n[ \t]+/g, ' '), body: rest.join('\r\n\r\n') };
};

it('says who writes to whom, in headers of one line each', () => {
  const { head, body } = composed({
    replyTo: 'desk@foghorn.example',
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  for (const line of [
    'From: Foghorn Games <waybill@example.com>',
    'To: Ada <ada@example.org>',
    'Reply-To: desk@foghorn.example',
    'Subject: Hello',
    'Message-ID: <m@example.com>',
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
  ])
    expect(head.split('\r\n')).toContain(line);
  expect(body).toContain(
    'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n',
  );
});

it('lets no header be added by a name or a subject', () => {
  const { head } = composed({
    toName: 'Ada\r\nBcc: evil@example.com',
    subject: 'Hi\r\nBcc: evil@example.com\r\n\r\nboo',
  });
  expect(head).not.toMatch(/^bcc:/im);
  expect(head.match(/^to:/gim)).toHaveLength(1);
});

it('keeps any text whole, in lines that a mail server takes', () => {
  const text = `Grüße, Ðórr 🗼\n${'long '.repeat(1000)}\n.\n..dots\n= equals =3D\ntrailing \n`;
  const { raw, body } = composed({ text, html: `<p>${'x'.repeat(5000)}</p>` });
  expect(raw.split('\r\n').every((line) => Buffer.byteLength(line) <= 998)).toBe(true);
  const [, encoded = ''] = /text\/plain[^]*?\r\n\r\n([^]*?)\r\n--wb_/.exec(body) ?? [];
  const decoded = Buffer.from(
    encoded
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
  expect(decoded.replaceAll('\r\n', '\n')).toBe(text);
});
