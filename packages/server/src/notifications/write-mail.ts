import { carrierBySlug, trackingUrl } from '../carriers/carrier-match.ts';
import { CODE_SEAL } from '../digital-rewards/sealed-code.ts';
import { headerText, isAddress } from '../lib/mail-address.ts';
import type { OutgoingMail } from '../lib/mailer.ts';
import type { Secret } from '../lib/secret.ts';
import type { MailText } from './mail-defaults.ts';
import type { CodeFact, ItemFact, MailFacts, ParcelFact } from './mail-facts.ts';
import type { MailKind } from './mail-variables.ts';
import { renderMail } from './render-mail.ts';
import { unsubscribeToken } from './unsubscribe.actions.ts';

/** What the sender reads about one mail: the outbox row with all that its text may need. */
export interface MailSource {
  id: string;
  kind: MailKind;
  attempts: number;
  email: string;
  messageId: string;
  backerId: string;
  name: string | null;
  number: number | null;
  pledgeId: string | null;
  linkVersion: number;
  told: { shipmentId: string; kind: 'TRACKING' | 'CORRECTION'; told: string }[];
  parcels: {
    shipmentId: string;
    number: string;
    carrier: string | null;
    carrierName: string | null;
    url: string | null;
  }[];
  items: ItemFact[];
  codes: { reward: string; sealed: string; instructions: string | null }[];
}

/** What the mails of one project have in common. */
export interface MailProject {
  id: string;
  creatorId: string;
  title: string;
  creator: string;
  replyTo: string | null;
  texts: Record<MailKind, MailText>;
}

export interface WritingDeps {
  secret: Secret;
  publicUrl: string;
}

/** @throws when something about this one mail makes it impossible to write; nobody else's is affected */
export function writeMail(deps: WritingDeps, project: MailProject, source: MailSource): OutgoingMail {
  if (!isAddress(source.email)) throw new Error('This is not exactly one email address.');
  const facts = factsOf(deps, project, source);
  const rendered = renderMail(project.texts[source.kind], facts);
  return {
    messageId: source.messageId,
    fromName: headerText(project.creator, 120),
    to: source.email,
    toName: headerText(source.name ?? '', 120),
    replyTo: project.replyTo,
    ...rendered,
    headers: mailHeaders(facts),
  };
}

/** Headers beyond the usual. One-click unsubscribing as RFC 8058 has it; what is automatic says so (RFC 3834). */
export function mailHeaders(facts: Pick<MailFacts, 'unsubscribe'>): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    ...(facts.unsubscribe !== null && {
      'List-Unsubscribe': `<${facts.unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  };
}

export function factsOf(
  { secret, publicUrl }: WritingDeps,
  project: MailProject,
  source: Omit<MailSource, 'attempts' | 'email' | 'messageId'>,
): MailFacts {
  return {
    kind: source.kind,
    name: source.name ?? '',
    orderNumber: source.pledgeId ?? (source.number === null ? source.backerId : String(source.number)),
    project: project.title,
    creator: project.creator,
    parcels: source.parcels.map(parcelFact),
    withdrawn: source.told.filter(({ kind }) => kind === 'CORRECTION').map(({ told }) => told),
    codes: source.codes.map(({ reward, sealed, instructions }): CodeFact => ({
      reward,
      code: secret.open(CODE_SEAL, Buffer.from(sealed, 'base64')),
      instructions,
    })),
    items: source.items,
    link: `${publicUrl}/b/${secret.pledgeToken(source.backerId, source.linkVersion)}`,
    unsubscribe:
      source.kind === 'DIGITAL_REWARD' ? null : `${publicUrl}/u/${unsubscribeToken(secret, source.id)}`,
  };
}

function parcelFact({ number, carrier, carrierName, url }: MailSource['parcels'][number]): ParcelFact {
  return {
    number,
    carrier: (carrier === null ? null : carrierBySlug(carrier)?.name) ?? carrierName ?? carrier,
    url: url ?? (carrier === null ? null : trackingUrl(carrier, number)),
  };
}
