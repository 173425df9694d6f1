import { webLinksIn } from '../lib/web-links.ts';
import type { MailFacts, ParcelFact } from './mail-facts.ts';
import { isWebLink, parcelMarkup } from './mail-markup.ts';
import type { Piece } from './mail-text.ts';
import { becauseOf, inline, NO_PARCEL_NOW } from './mail-words.ts';

/**
 * Colors stand in the elements, for mail programs that drop style sheets, and once more by class for the dark, where a
 * program keeps the sheet. Tables hold the shape, since Outlook knows nothing else.
 */
const DARK = `
  .page { background: #16181d !important; }
  .card { background: #1f2229 !important; border-color: #333842 !important; }
  .ink, .ink td, .ink a { color: #e8eaee !important; }
  .dim, .dim a { color: #a3a9b5 !important; }
  .box { background: #272b33 !important; border-color: #3a404b !important; }
  .ink .button { background: #8ab4f8 !important; color: #10131a !important; }`;

const FONT = `font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif`;
const INK = 'color: #1d2129';
const LINK = 'color: #1a56c4';
const BOX = 'background: #f5f6f8; border: 1px solid #e1e4ea; border-radius: 8px';
const CODE = `font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 16px; word-break: break-all`;

/** A link at the foot of a mail. */
export interface FootLink {
  words: string;
  url: string;
}

/** Text as it may stand between tags and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** One paragraph of the body; a line that is nothing but a list or a link becomes a box or a button. */
export function htmlParagraph(lines: readonly (readonly Piece[])[], facts: MailFacts): string {
  const out: string[] = [];
  let words: string[] = [];
  const flush = () => {
    if (words.length > 0) out.push(`<p style="margin: 0 0 16px">${words.join('<br>')}</p>`);
    words = [];
  };
  for (const pieces of lines) {
    const [only, ...others] = pieces.filter((piece) => !('text' in piece) || piece.text.trim() !== '');
    const block = only && others.length === 0 && 'variable' in only ? blockOf(only.variable, facts) : null;
    if (block === null) words.push(pieces.map((piece) => inHtml(piece, facts)).join(''));
    else {
      flush();
      out.push(block);
    }
  }
  flush();
  return out.join('\n');
}

/** The whole document around the paragraphs. `links` are those the body has none of. */
export function htmlDocument(facts: MailFacts, body: string, links: readonly FootLink[]): string {
  const foot =
    links.length === 0
      ? ''
      : `<tr><td class="dim" style="padding: 16px 8px; ${FONT}; font-size: 13px; line-height: 1.5; color: #6b7280">${[escapeHtml(becauseOf(facts)), ...links.map(({ words, url }) => anchor(url, words, 'color: #6b7280'))].join('<br>')}</td></tr>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(facts.project)}</title>
<style>@media (prefers-color-scheme: dark) {${DARK}
}</style>
${parcelMarkup(facts)}</head>
<body class="page" style="margin: 0; padding: 0; background: #eef0f3">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background: #eef0f3"><tr><td align="center" style="padding: 24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 560px">
<tr><td class="dim" style="padding: 0 8px 12px; ${FONT}; font-size: 14px; color: #6b7280">${escapeHtml(facts.creator)}</td></tr>
<tr><td class="card ink" style="padding: 28px 28px 12px; background: #ffffff; border: 1px solid #e1e4ea; border-radius: 12px; ${FONT}; font-size: 16px; line-height: 1.55; ${INK}">
${body}
</td></tr>
${foot}
</table>
</td></tr></table>
</body>
</html>
`;
}

function inHtml(piece: Piece, facts: MailFacts): string {
  if ('text' in piece) return linked(piece.text);
  const text = inline(piece.variable, facts);
  switch (piece.variable) {
    case 'link':
      return anchor(text, text, LINK);
    case 'unsubscribe':
      return text === '' ? '' : anchor(text, 'Unsubscribe', 'color: #6b7280');
    case 'parcels':
    case 'codes':
      return linked(text);
    default:
      return escapeHtml(text);
  }
}

/** Text with the addresses in it as links. */
function linked(text: string): string {
  return webLinksIn(text)
    .map(({ text: words, address }) => (address === null ? escapeHtml(words) : anchor(address, words, LINK)))
    .join('');
}

function blockOf(name: string, facts: MailFacts): string | null {
  switch (name) {
    case 'parcels':
      return facts.parcels.length === 0 ? box(NO_PARCEL_NOW) : facts.parcels.map(parcelBox).join('\n');
    case 'withdrawn':
      return facts.withdrawn
        .map((number) =>
          box(`<span style="${CODE}; text-decoration: line-through">${escapeHtml(number)}</span>`),
        )
        .join('\n');
    case 'codes':
      return facts.codes
        .map(({ reward, code, instructions }) =>
          box(
            `<strong>${escapeHtml(reward)}</strong><br><span style="${CODE}">${isWebLink(code) ? anchor(code, code, LINK) : escapeHtml(code)}</span>${
              instructions
                ? `<br><span style="font-size: 14px">${linked(instructions).replaceAll('\n', '<br>')}</span>`
                : ''
            }`,
          ),
        )
        .join('\n');
    case 'items':
      return facts.items.length === 0
        ? ''
        : box(
            facts.items.map(({ name: item, quantity }) => `${quantity} × ${escapeHtml(item)}`).join('<br>'),
          );
    case 'link':
      return `<p style="margin: 8px 0 20px">${anchor(
        facts.link,
        'See your order',
        'display: inline-block; padding: 10px 18px; background: #1a56c4; color: #ffffff; border-radius: 8px; text-decoration: none; font-weight: 600',
        'button',
      )}</p>`;
    case 'unsubscribe':
      return facts.unsubscribe === null
        ? ''
        : `<p class="dim" style="margin: 0 0 16px; font-size: 13px; color: #6b7280">${anchor(facts.unsubscribe, 'No more mails about parcels', 'color: #6b7280')}</p>`;
    default:
      return null;
  }
}

function parcelBox({ carrier, number, url }: ParcelFact): string {
  const link =
    url !== null && isWebLink(url)
      ? `<br>${anchor(url, 'Track this parcel', `${LINK}; font-weight: 600`)}`
      : '';
  return box(
    `${carrier === null ? '' : `<strong>${escapeHtml(carrier)}</strong><br>`}<span style="${CODE}">${escapeHtml(number)}</span>${link}`,
  );
}

function box(content: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin: 0 0 12px"><tr><td class="box ink" style="padding: 14px 16px; ${BOX}; ${INK}">${content}</td></tr></table>`;
}

function anchor(url: string, label: string, style: string, className = ''): string {
  return `<a href="${escapeHtml(url)}" rel="noopener noreferrer"${className && ` class="${className}"`} style="${style}">${escapeHtml(label)}</a>`;
}
