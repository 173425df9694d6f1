import type { Database } from '../lib/database.ts';
import type { Secret } from '../lib/secret.ts';

const PURPOSE = 'unsubscribe';

/** What the link in a mail carries: the mail's id and our signature, so that nobody can unsubscribe somebody else. */
export function unsubscribeToken(secret: Secret, notificationId: string): string {
  return `${notificationId}-${secret.sign(PURPOSE, notificationId)}`;
}

/** @returns the id of the mail, or null for a link that is not ours */
export function readUnsubscribeToken(secret: Secret, token: string): string | null {
  const [, id, signature] = /^(\d{1,18})-([\w-]{43})$/.exec(token) ?? [];
  if (id === undefined || signature === undefined) return null;
  return secret.verify(PURPOSE, id, signature) ? id : null;
}

export interface Subscriber {
  creatorId: string;
  creatorName: string;
  email: string;
}

/** Whom the mail went to; null when it is no longer known. */
export async function subscriberOf(db: Database, notificationId: string): Promise<Subscriber | null> {
  const [found] = await db.call<Subscriber & Record<string, unknown>>(
    'select creator_id as "creatorId", creator_name as "creatorName", email from mail_recipient($1)',
    [notificationId],
  );
  return found ?? null;
}

/** No more mails about parcels from this creator to this address; asking twice changes nothing. */
export async function unsubscribe(db: Database, { creatorId, email }: Subscriber): Promise<void> {
  await db.write([creatorId], (client) =>
    client.query(
      'insert into mail_suppression (creator_id, email_key) values ($1, lower($2)) on conflict do nothing',
      [creatorId, email],
    ),
  );
}

export async function resubscribe(db: Database, { creatorId, email }: Subscriber): Promise<void> {
  await db.write([creatorId], (client) =>
    client.query('delete from mail_suppression where creator_id = $1 and email_key = lower($2)', [
      creatorId,
      email,
    ]),
  );
}
