import { headerText } from '../lib/mail-address.ts';
import type { MailText } from './mail-defaults.ts';
import type { MailFacts, ParcelFact } from './mail-facts.ts';
import { htmlDocument, htmlParagraph, type FootLink } from './mail-html.ts';
import { piecesOf, type Piece } from './mail-text.ts';
import type { VariableName } from './mail-variables.ts';
import { becauseOf, inline, NO_PARCEL_NOW } from './mail-words.ts';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** RFC 5322 wants header lines below 998 bytes, and no one reads more. */
const LONGEST_SUBJECT = 250;

/**
 * One mail in both its forms. Values are put in after the text has been taken apart, so that a brace or a tag in a
 * backer's name is a brace and a tag; the HTML form escapes every one of them.
 */
export function renderMail({ subject, body }: MailText, facts: MailFacts): RenderedMail {
  const paragraphs = body
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.split('\n').map(piecesOf))
    .filter((lines) => lines.some((pieces) => pieces.length > 0));
  const foot = footOf(paragraphs.flat(2), facts);
  return {
    subject: headerText(
      piecesOf(subject)
        .map((piece) => inText(piece, facts))
        .join(''),
      LONGEST_SUBJECT,
    ),
    text: `${[
      ...paragraphs.map((lines) => lines.map((pieces) => lineOf(pieces, facts)).join('\n')),
      ...(foot.length === 0
        ? []
        : [['--', becauseOf(facts), ...foot.map(({ words, url }) => `${words}: ${url}`)].join('\n')]),
    ]
      .filter((paragraph) => paragraph.trim() !== '')
      .join('\n\n')}\n`,
    html: htmlDocument(facts, paragraphs.map((lines) => htmlParagraph(lines, facts)).join('\n'), foot),
  };
}

/** The links every mail has, as far as its text leaves them out. */
function footOf(pieces: readonly Piece[], { link, unsubscribe }: MailFacts): FootLink[] {
  const says = (name: VariableName) => pieces.some((piece) => 'variable' in piece && piece.variable === name);
  return [
    ...(says('link') ? [] : [{ words: 'Your page', url: link }]),
    ...(unsubscribe === null || says('unsubscribe')
      ? []
      : [{ words: 'No more mails about parcels', url: unsubscribe }]),
  ];
}

function inText(piece: Piece, facts: MailFacts): string {
  return 'text' in piece ? piece.text : inline(piece.variable, facts);
}

/** A line with nothing but a list on it shows the list, one thing a line. */
function lineOf(pieces: readonly Piece[], facts: MailFacts): string {
  const [only, ...others] = pieces.filter((piece) => !('text' in piece) || piece.text.trim() !== '');
  if (!only || others.length > 0 || 'text' in only)
    return pieces.map((piece) => inText(piece, facts)).join('');
  switch (only.variable) {
    case 'parcels':
      return facts.parcels.length === 0 ? NO_PARCEL_NOW : facts.parcels.map(parcelText).join('\n\n');
    case 'withdrawn':
      return facts.withdrawn.map((number) => `  ${number}`).join('\n');
    case 'codes':
      return facts.codes
        .map(
          ({ reward, code, instructions }) =>
            `${reward}\n  ${code}${instructions ? `\n${instructions}` : ''}`,
        )
        .join('\n\n');
    case 'items':
      return facts.items.map(({ name, quantity }) => `- ${quantity} × ${name}`).join('\n');
    case 'link':
      return `Your page: ${facts.link}`;
    case 'unsubscribe':
      return facts.unsubscribe === null ? '' : `No more mails about parcels: ${facts.unsubscribe}`;
    default:
      return inline(only.variable, facts);
  }
}

function parcelText({ carrier, number, url }: ParcelFact): string {
  return `${carrier === null ? '' : `${carrier}: `}${number}${url === null ? '' : `\n${url}`}`;
}
