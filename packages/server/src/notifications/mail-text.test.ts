import { describe, expect, it } from 'vitest';
import { DEFAULT_TEXTS } from './mail-defaults.ts';
import { sampleFacts, type MailFacts } from './mail-facts.ts';
import { problemsOf } from './mail-text.ts';
import { MAIL_KINDS } from './mail-variables.ts';
import { renderMail } from './render-mail.ts';

const facts = (change: Partial<MailFacts> = {}): MailFacts => ({
  ...sampleFacts('TRACKING', 'Lighthouses', 'Foghorn Games', 'https://waybill.example'),
  ...change,
});

describe('a text', () => {
  it.each(MAIL_KINDS)('that ships with Waybill has nothing to mend (%s)', (kind) => {
    expect(problemsOf(kind, DEFAULT_TEXTS[kind])).toEqual([]);
  });

  it.each([
    [
      'Hello {{frist_name}}\n\n{{parcels}}',
      'In line 1, “{{frist_name}}” is no variable. There are: {{name}}',
    ],
    ['Hello\n\n{{parcels}}\n{{codes}}', 'In line 4, “{{codes}}” has no meaning in this mail.'],
    ['Hello {{name\n\n{{parcels}}', 'In line 1, “{{” has no other half'],
    ['Hello name}}\n\n{{parcels}}', 'In line 1, “}}” has no other half'],
    ['Hello {{constructor}} {{parcels}}', '“{{constructor}}” is no variable'],
    ['Hello', 'does not contain {{parcels}}'],
  ])('%j is refused, and the place is named', (body, message) => {
    const problems = problemsOf('TRACKING', { subject: 'Hello', body });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
  });

  it('has a subject of one line, without lists', () => {
    expect(
      problemsOf('TRACKING', { subject: 'A\nB {{parcels}}', body: '{{parcels}}' }).map(({ field }) => field),
    ).toEqual(['subject', 'subject']);
  });
});

describe('a mail', () => {
  it('shows a list as a box and the link as a button, and both in plain text', () => {
    const { subject, text, html } = renderMail(DEFAULT_TEXTS.TRACKING, facts());
    expect(subject).toBe('Lighthouses is on its way to you');
    expect(text).toContain('Hello Ada,');
    expect(text).toContain('USPS: 9400111899223197428490\nhttps://tools.usps.com/');
    expect(text).toContain('Your page: https://waybill.example/b/sample');
    expect(text).toContain('No more mails about parcels: https://waybill.example/u/sample');
    expect(html).toContain('>Track this parcel</a>');
    expect(html).toContain('>See your order</a>');
    expect(html.match(/\{\{/g)).toBeNull();
  });

  it.each(MAIL_KINDS)('has the links it must have at its foot, where its text has none (%s)', (kind) => {
    const given = sampleFacts(kind, 'Lighthouses', 'Foghorn Games', 'https://waybill.example');
    const write = (body: string) => renderMail({ subject: 'x', body }, given);
    const links = (html: string) =>
      [...html.matchAll(/href="https:\/\/waybill.example(\/\w)\//g)].map(([, at]) => at);
    const digital = kind === 'DIGITAL_REWARD';
    const bare = write('Hello {{name}}');
    expect(bare.text).toBe(
      `Hello Ada Lovelace\n\n--\nYou get this because you backed Lighthouses by Foghorn Games.\nYour page: https://waybill.example/b/sample\n${
        digital ? '' : 'No more mails about parcels: https://waybill.example/u/sample\n'
      }`,
    );
    expect(links(bare.html)).toEqual(digital ? ['/b'] : ['/b', '/u']);
    const whole = write('Hello: {{link}}\n\n{{unsubscribe}}');
    expect(links(whole.html)).toEqual(digital ? ['/b'] : ['/b', '/u']);
    expect(whole.text).not.toContain('--');
  });

  it('knows what to say in the middle of a sentence, and without a name', () => {
    const { subject, text } = renderMail(
      { subject: 'For {{ Name }}', body: 'Dear {{first_name}}, {{items}} in {{parcels}}.' },
      facts({ name: '', parcels: [{ carrier: null, number: 'X1', url: null }] }),
    );
    expect(subject).toBe('For backer');
    expect(text).toContain('Dear backer, 1 × Deluxe Edition, 2 × Enamel pin in X1.');
  });

  it('keeps a parcel’s link and a reward’s instructions in the middle of a sentence', () => {
    const body = 'Off went {{parcels}}, and take {{codes}}.';
    const [parcel] = facts().parcels;
    const { text, html } = renderMail({ subject: 'x', body }, facts({ parcels: parcel ? [parcel] : [] }));
    expect(text).toContain(`Off went USPS ${parcel?.number} (${parcel?.url}), and take`);
    expect(text).toContain('Soundtrack: LIGHT-HOUSE-1842 (Enter the code at the store’s checkout.).');
    expect(html).toContain(`<a href="${parcel?.url}"`);
  });

  it('makes links of the addresses that are typed, and that instructions have', () => {
    const instructions = 'Go to\nhttps://shop.example/redeem?a=1&b=2.';
    const { html } = renderMail(
      { subject: 'x', body: 'Read https://help.example/faq, {{name}}.\n\n{{codes}}' },
      facts({ name: 'https://name.example', codes: [{ reward: 'Soundtrack', code: 'X', instructions }] }),
    );
    expect(html).toMatch(
      /Read <a href="https:\/\/help\.example\/faq" rel="noopener noreferrer"[^>]*>https:\/\/help\.example\/faq<\/a>, /,
    );
    expect(html).toMatch(/Go to<br><a href="https:\/\/shop\.example\/redeem\?a=1&#38;b=2"[^>]*>[^<]*<\/a>\./);
    expect(html).not.toContain('href="https://name.example');
  });

  it('puts nothing in the place of braces that a backer’s name brings', () => {
    const { text } = renderMail(
      { subject: 'x', body: 'Hello {{name}} {{parcels}}' },
      facts({ name: '{{link}}' }),
    );
    expect(text).toContain('Hello {{link}}');
  });

  it('carries its parcels as ParcelDelivery', () => {
    const { html } = renderMail(DEFAULT_TEXTS.TRACKING, facts());
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    expect(JSON.parse(json)).toMatchObject([
      {
        '@type': 'ParcelDelivery',
        trackingNumber: '9400111899223197428490',
        carrier: { name: 'USPS' },
        partOfOrder: { orderNumber: '1842', merchant: { name: 'Foghorn Games' } },
      },
      { trackingNumber: '1Z999AA10123456784' },
    ]);
  });

  const EVIL = `"><img src=x onerror=alert(1)><script>alert(1)</script></script><!--{{name}}' onmouseover='alert(1)\u2028`;

  it.each(MAIL_KINDS)(
    'lets no tag, attribute, script or address through, whichever field it comes by (%s)',
    (kind) => {
      const evil: MailFacts = {
        kind,
        name: EVIL,
        orderNumber: EVIL,
        project: EVIL,
        creator: EVIL,
        parcels: [
          { carrier: EVIL, number: EVIL, url: EVIL },
          { carrier: EVIL, number: EVIL, url: 'javascript:alert(1)' },
          { carrier: EVIL, number: EVIL, url: `https://example.org/"><script>alert(1)</script>` },
        ],
        withdrawn: [EVIL],
        codes: [
          { reward: EVIL, code: EVIL, instructions: `${EVIL} https://example.org/${EVIL}` },
          { reward: EVIL, code: 'javascript:alert(1)', instructions: null },
        ],
        items: [{ name: EVIL, quantity: 1 }],
        link: 'https://waybill.example/b/x',
        unsubscribe: 'https://waybill.example/u/x',
      };
      const body = `${EVIL} https://example.org/${EVIL}\n\n{{name}} {{first_name}} {{project}} {{creator}}\n\n{{parcels}}\n\n{{withdrawn}}\n\n{{codes}}\n\n{{items}}\n\n{{link}}\n\ninline {{parcels}} {{withdrawn}} {{codes}} {{items}} {{link}} {{unsubscribe}}`;
      const { subject, html } = renderMail({ subject: `${EVIL} {{name}}`, body }, evil);
      expect(subject).not.toMatch(/[\r\n\u2028]/);
      const withoutData = html.replaceAll(
        /<script type="application\/ld\+json">(.*?)<\/script>\n/gs,
        (_, json: string) => {
          expect(() => JSON.parse(json) as unknown).not.toThrow();
          expect(json).not.toMatch(/[<>]/);
          return '';
        },
      );
      // Every tag left is one the renderer writes, with attributes it writes.
      for (const [tag] of withoutData.matchAll(/<[^>]*>/g)) {
        expect(tag).toMatch(
          /^<(!doctype html|\/?(html|head|body|meta|title|style|table|tr|td|p|br|strong|span|a)\b[^<>]*)>$/,
        );
        expect(tag.replaceAll(/="[^"]*"/g, '')).not.toMatch(/\bon\w+|'|`/);
      }
      for (const [, href = ''] of withoutData.matchAll(/href="([^"]*)"/g))
        expect(href).toMatch(/^https:\/\//);
    },
  );
});
