import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';
import { DEFAULT_TEXTS, type MailText } from './mail-defaults.ts';
import { problemsOf } from './mail-text.ts';
import { MAIL_KINDS, type MailKind } from './mail-variables.ts';

/** The text a project uses for a kind of mail: its own, or the one that ships with Waybill (version 0). */
export interface MailTemplateRow extends MailText {
  projectId: string;
  kind: MailKind;
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
}

const LONGEST_SUBJECT = 300;
const LONGEST_BODY = 20_000;

/** One for each kind, whether the project has written any or not. */
export async function mailTemplatesOf(db: Database, { id, creatorId }: Owned): Promise<MailTemplateRow[]> {
  const rows = await db.read<MailTemplateRow & Record<string, unknown>>(
    [creatorId],
    `select project_id as "projectId", kind, subject, body, version, updated_at as "updatedAt", updated_by as "updatedBy"
     from mail_template where project_id = $1`,
    [id],
    { prepare: true },
  );
  return MAIL_KINDS.map(
    (kind) =>
      rows.find((row) => row.kind === kind) ?? {
        projectId: id,
        kind,
        ...DEFAULT_TEXTS[kind],
        version: 0,
        updatedAt: null,
        updatedBy: null,
      },
  );
}

export async function mailTemplateOf(db: Database, project: Owned, kind: MailKind): Promise<MailTemplateRow> {
  const templates = await mailTemplatesOf(db, project);
  const found = templates.find((template) => template.kind === kind);
  if (!found) throw new Error(`No template is of the kind ${kind}`);
  return found;
}

/**
 * Keeps a project's own text. Mails that wait are written with it, too.
 *
 * @throws UserErrors naming each place that cannot be understood
 */
export async function saveMailTemplate(
  db: Database,
  project: Owned,
  kind: MailKind,
  given: MailText,
  by: string,
): Promise<void> {
  const text = {
    subject: given.subject.trim(),
    body: given.body.replaceAll('\r\n', '\n').replaceAll('\0', '').trim(),
  };
  const errors = [
    ...lengthErrors('subject', text.subject, LONGEST_SUBJECT),
    ...lengthErrors('body', text.body, LONGEST_BODY),
    ...problemsOf(kind, text).map(
      ({ field, message }) => new UserError(UserErrorCode.INVALID, message, ['input', field]),
    ),
  ];
  if (errors.length > 0) throw new UserErrors(errors);
  await db.write([project.creatorId], (client) =>
    client.query(
      `insert into mail_template as t (project_id, kind, creator_id, subject, body, updated_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (project_id, kind) do update set subject = $4, body = $5, updated_by = $6, updated_at = now(), version = t.version + 1`,
      [project.id, kind, project.creatorId, text.subject, text.body, by],
    ),
  );
}

/** Goes back to the text that ships with Waybill. */
export async function resetMailTemplate(db: Database, project: Owned, kind: MailKind): Promise<void> {
  await db.write([project.creatorId], (client) =>
    client.query('delete from mail_template where project_id = $1 and kind = $2', [project.id, kind]),
  );
}

function lengthErrors(field: 'subject' | 'body', text: string, longest: number): UserError[] {
  const path = ['input', field];
  if (text === '') return [new UserError(UserErrorCode.BLANK, `Write a ${field}.`, path)];
  if (text.length <= longest) return [];
  return [
    new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `Shorten the ${field} to ${longest} characters; it has ${text.length}.`,
      path,
    ),
  ];
}
