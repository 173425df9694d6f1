import { randomUUID } from 'node:crypto';
import type { Database } from '../lib/database.ts';
import type { Mailer } from '../lib/mailer.ts';

/** An endpoint that was just turned off. */
export interface TurnedOff {
  creatorId: string;
  endpointId: string;
  url: string;
  reason: 'GONE' | 'FAILING';
}

/**
 * Writes to the owners of a creator that an endpoint of theirs was turned off. Once and without an outbox: the app says
 * so on every page in any case. Where no mail server is set up nothing is sent.
 *
 * @param publicUrl origin that people's browsers use
 */
export async function tellOwners(
  { db, mailer, publicUrl }: { db: Database; mailer: Mailer; publicUrl: string },
  { creatorId, endpointId, url, reason }: TurnedOff,
): Promise<void> {
  if (mailer.transport !== 'SMTP') return;
  const owners = await db.engineWrite([creatorId], async (client) => {
    const { rows } = await client.query<{ email: string; name: string; slug: string }>(
      'select email, name, slug from webhook_owners($1)',
      [creatorId],
    );
    return rows;
  });
  const why =
    reason === 'GONE' ? 'It answered that it is gone (410).' : 'It took nothing, however often it was tried.';
  for (const { email, name, slug } of owners) {
    const page = `${publicUrl}/${slug}/settings/webhooks/${endpointId}`;
    const lines = [
      `Waybill no longer sends events to ${url}`,
      why,
      'Mend it, turn it on again, and replay what it missed: events are kept for 30 days.',
      page,
    ];
    await mailer.send({
      messageId: `webhook-off.${endpointId}.${randomUUID()}`,
      fromName: 'Waybill',
      to: email,
      toName: name,
      replyTo: null,
      subject: 'A webhook endpoint was turned off',
      text: `${lines.join('\n\n')}\n`,
      html: lines
        .map((line) => `<p>${line.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)}</p>`)
        .join('\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }
}
