import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { headerText } from '../lib/mail-address.ts';
import type { Mailer, OutgoingMail } from '../lib/mailer.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import type { MailText } from './mail-defaults.ts';
import { sampleFacts, type MailFacts } from './mail-facts.ts';
import { mailTemplateOf } from './mail-template.actions.ts';
import { problemsOf } from './mail-text.ts';
import type { MailKind } from './mail-variables.ts';
import { putInMailbox } from './mailbox.actions.ts';
import type { MailPreview } from './notification.types.ts';
import { renderMail } from './render-mail.ts';
import { projectOfMail } from './send-attempt.ts';
import { LIVE, UNTOLD, WITHDRAWN } from './told.sql.ts';
import { factsOf, mailHeaders, type MailProject, type MailSource, type WritingDeps } from './write-mail.ts';

export interface PreviewDeps extends WritingDeps {
  db: Database;
}

/**
 * A text as one backer would get it next: with what they were not told yet, or all of their parcels where they were
 * told of each; for a made-up backer where none is named.
 *
 * @param opens whether who asks may have the backer's own link; the others see the sample's
 */
export async function previewMail(
  deps: PreviewDeps,
  project: Owned,
  kind: MailKind,
  text: MailText,
  backerId: string | null | undefined,
  opens: boolean,
): Promise<MailPreview> {
  const about = await readProject(deps.db, project);
  const { facts, to } =
    backerId == null
      ? { facts: sampleFacts(kind, about.title, about.creator, deps.publicUrl), to: 'ada@example.com' }
      : await factsOfBacker(deps, about, kind, backerId, opens);
  return {
    ...renderMail(text, facts),
    to: facts.name === '' ? to : `${headerText(facts.name)} <${to}>`,
    problems: problemsOf(kind, text).map(({ message }) => message),
  };
}

/**
 * Sends the saved text with made-up values to whoever asks, by the way all mail goes, and into no ledger.
 *
 * @returns the address it went to
 * @throws UserError INVALID for a token, NOT_READY with the mail server's words when it does not take the mail
 */
export async function sendTestMail(
  deps: PreviewDeps & { mailer: Mailer },
  project: Owned,
  kind: MailKind,
  principal: Principal,
): Promise<string> {
  if (principal.kind !== 'USER')
    throw new UserError(
      UserErrorCode.INVALID,
      'A test mail goes to the person who is signed in; a token has no address.',
    );
  const about = await readProject(deps.db, project);
  const template = await mailTemplateOf(deps.db, project, kind);
  const to = await addressOf(deps.db, project, principal.id);
  const facts = sampleFacts(kind, about.title, about.creator, deps.publicUrl);
  const rendered = renderMail(template, facts);
  const mail: OutgoingMail = {
    ...rendered,
    subject: `[Test] ${rendered.subject}`,
    messageId: `test.${crypto.randomUUID()}`,
    fromName: headerText(about.creator, 120),
    to,
    toName: headerText(principal.name, 120),
    replyTo: about.replyTo,
    headers: mailHeaders({ unsubscribe: null }),
  };
  if (deps.mailer.transport === 'MAILBOX') {
    await putInMailbox(deps, project, mail, deps.mailer.from);
    return to;
  }
  const { kind: end, response } = await deps.mailer.send(mail);
  if (end === 'SENT') return to;
  throw new UserError(UserErrorCode.NOT_READY, `The mail server did not take it: ${response}`);
}

async function addressOf(db: Database, { creatorId }: Owned, userId: string): Promise<string> {
  const [found] = await db.read<{ email: string }>([creatorId], 'select email from app_user where id = $1', [
    userId,
  ]);
  if (!found) throw notFound('user');
  return found.email;
}

async function readProject(db: Database, project: Owned): Promise<MailProject> {
  const found = await db.write([project.creatorId], (client) => projectOfMail(client, project.id));
  if (!found) throw notFound('project');
  return found;
}

async function factsOfBacker(
  deps: PreviewDeps,
  about: MailProject,
  kind: MailKind,
  backerId: string,
  opens: boolean,
): Promise<{ facts: MailFacts; to: string }> {
  const [found] = await deps.db.read<
    Pick<MailSource, 'backerId' | 'name' | 'number' | 'pledgeId' | 'linkVersion' | 'items' | 'email'> & {
      parcels: (MailSource['parcels'][number] & { untold: boolean })[];
      withdrawn: string[];
    }
  >(
    [about.creatorId],
    `select b.id as "backerId", b.name, b.number, b.pledge_id as "pledgeId", b.email,
       coalesce((select l.version from pledge_link l where l.backer_id = b.id), 0) as "linkVersion",
       coalesce((select jsonb_agg(jsonb_build_object('shipmentId', s.id::text, 'number', s.tracking_number, 'carrier', s.carrier,
                                    'carrierName', s.carrier_name, 'url', s.tracking_url, 'untold', ${UNTOLD}) order by s.id)
                 from shipment s where s.backer_id = b.id and ${LIVE}), '[]') as parcels,
       coalesce((select jsonb_agg(t.told order by t.shipment_id) from notification_shipment t
                 where t.backer_id = b.id and ${WITHDRAWN}), '[]') as withdrawn,
       coalesce((select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity) order by i.no)
                 from order_item i where i.backer_id = b.id), '[]') as items
     from backer b where b.id = $1 and b.project_id = $2`,
    [/^\d{1,18}$/.test(backerId) ? backerId : null, about.id],
  );
  if (!found) throw notFound('backer');
  const sample = sampleFacts(kind, about.title, about.creator, deps.publicUrl);
  // Told parcels stand in a mail of their own kind again only where there is nothing new to tell.
  const news = kind === 'TRACKING' ? found.parcels.filter(({ untold }) => untold) : [];
  const parcels = news.length > 0 ? news : found.parcels;
  const facts = factsOf(deps, about, { ...found, parcels, id: '0', kind, told: [], codes: [] });
  // What a backer does not have yet is shown by the sample, or there would be nothing to look at.
  return {
    to: found.email,
    facts: {
      ...facts,
      parcels: facts.parcels.length > 0 ? facts.parcels : sample.parcels,
      withdrawn: kind !== 'CORRECTION' ? [] : found.withdrawn.length > 0 ? found.withdrawn : sample.withdrawn,
      codes: kind === 'DIGITAL_REWARD' ? sample.codes : [],
      link: opens ? facts.link : sample.link,
      unsubscribe: sample.unsubscribe,
    },
  };
}
