import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type MailMessage from 'nodemailer/lib/mailer/mail-message';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type { SMTPSentMessageInfo } from 'nodemailer/lib/smtp-transport';
import type { NodemailerError } from 'nodemailer/lib/errors';
import { domainOf, headerText, isAddress } from './mail-address.ts';
import { composeMail } from './mail-message.ts';

/** One mail to one person. Nothing in it is taken apart: addresses are addresses, names are names. */
export interface OutgoingMail {
  /** Left of the @; the same at every attempt, so that whoever gets it twice can tell. */
  messageId: string;
  fromName: string;
  to: string;
  toName: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  /** Beyond the usual ones, such as List-Unsubscribe. */
  headers: Record<string, string>;
}

/**
 * How an attempt ended.
 *
 * - `SENT`: the server took it.
 * - `REFUSED`: the server will not take this mail (5xx), or Waybill will not send it.
 * - `LATER`: the server may take this mail another time (4xx), or hung up before any of it went out.
 * - `UNREACHABLE`: the server takes no mail at all just now; nothing of it went out.
 * - `UNKNOWN`: all or part of it went out, and no answer came back. Only a person can decide about that.
 */
export interface MailAnswer {
  kind: 'SENT' | 'REFUSED' | 'LATER' | 'UNREACHABLE' | 'UNKNOWN';
  code: number | null;
  response: string;
}

/** How mail leaves this process; the local mailbox (MAILBOX) sends nothing. */
export interface Mailer {
  transport: 'SMTP' | 'MAILBOX';
  /** The bare address that all mail comes from. */
  from: string;
  /** How many mails can be under way at once. */
  connections: number;
  /** Rejects only for a mail that cannot be put together; nothing of it went out. Ends within `SEND_LIMIT_MS`, whatever the server does. */
  send(mail: OutgoingMail): Promise<MailAnswer>;
  close(): void;
}

/** No attempt takes longer. What was not answered by then is unknown. */
export const SEND_LIMIT_MS = 60_000;
const CONNECT_MS = 15_000;
const SILENCE_MS = 45_000;
const CONNECTIONS = 5;
const LONGEST_RESPONSE = 500;

/** Without a URL the mailer is the local mailbox, which is filled by the notifications themselves. */
export function makeMailer(smtpUrl: string | undefined, from: string): Mailer {
  return smtpUrl === undefined ? localMailbox(from) : smtp(smtpUrl, from);
}

/** The Message-ID as it stands in the mail, without its angle brackets. */
export function messageIdOf(mail: Pick<OutgoingMail, 'messageId'>, from: string): string {
  return `${mail.messageId}@${domainOf(from)}`;
}

function localMailbox(from: string): Mailer {
  return {
    transport: 'MAILBOX',
    from,
    connections: 1,
    send: () => Promise.resolve({ kind: 'UNREACHABLE', code: null, response: 'No mail server is set up.' }),
    close: () => undefined,
  };
}

/**
 * nodemailer's pool, one message at a time.
 *
 * Whether any of a mail went out is what everything hangs on, and its errors do not say: a connection that is cut reads
 * the same before DATA and after it. So the message is a stream that nobody reads until the server has said 354. And
 * `maxRequeues: 0`, since by itself the pool sends again what it was sending when a connection closed, a mail that the
 * server has in full included.
 *
 * What the URL says of these limits goes before ours: `smtps://host?maxConnections=2&socketTimeout=90000`.
 */
function smtp(url: string, from: string): Mailer {
  const asked = new URL(url).searchParams;
  const usual = (name: string, value: number) => (asked.has(name) ? {} : { [name]: value });
  const connections = Number(asked.get('maxConnections')) || CONNECTIONS;
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...usual('maxConnections', CONNECTIONS),
    ...usual('connectionTimeout', CONNECT_MS),
    ...usual('greetingTimeout', CONNECT_MS),
    ...usual('socketTimeout', SILENCE_MS),
  });
  const pool = transport.transporter as SMTPPool;
  // Also told to whoever waits for the mail; without a listener it would end the process.
  pool.on('error', () => undefined);

  return {
    transport: 'SMTP',
    from,
    connections,
    async send(mail) {
      const reason = unsendable(mail);
      if (reason !== null) return { kind: 'REFUSED', code: null, response: reason };
      const raw = composeMail(mail, from, `<${messageIdOf(mail, from)}>`);
      const progress: Progress = { connected: false, begun: false };
      const given = new AbortController();
      const limit = setTimeout(() => given.abort(), SEND_LIMIT_MS);
      try {
        const { response } = await handOver(pool, envelopeMessage(mail, from, raw, progress, given.signal));
        return { kind: 'SENT', ...said(response) };
      } catch (error) {
        return answerOf(error as NodemailerError, progress);
      } finally {
        clearTimeout(limit);
      }
    },
    close: () => pool.close(),
  };
}

type PoolMessage = MailMessage<SMTPSentMessageInfo>;

/** How far a mail got, as the pool asks for its parts. */
interface Progress {
  /** A connection is up, greeted and signed in. */
  connected: boolean;
  /** The server has said 354, and bytes may have left. */
  begun: boolean;
}

function handOver(pool: SMTPPool, message: PoolMessage): Promise<{ response: string }> {
  return new Promise((resolve, reject) => {
    const taken = pool.send(message, (error, info) => {
      if (error || !info) reject(error ?? new Error('No answer'));
      else resolve(info);
    });
    // A pool that is closed says so by its answer alone.
    if (!taken) reject(new Error('Waybill is stopping.'));
  });
}

/** The five things the pool asks of a message; the rest of nodemailer's class is about making one. */
function envelopeMessage(
  mail: OutgoingMail,
  from: string,
  raw: Buffer,
  progress: Progress,
  signal: AbortSignal,
): PoolMessage {
  const id = `<${messageIdOf(mail, from)}>`;
  return {
    data: { signal },
    message: {
      getEnvelope() {
        progress.connected = true;
        return { from, to: [mail.to] };
      },
      messageId: () => id,
      getHeader: () => id,
      createReadStream() {
        const stream = new Readable({
          read() {
            progress.begun = true;
            this.push(raw);
            this.push(null);
          },
        });
        // Asked by the pool alone: where it is false, a connection that ended is answered in the pool's words about
        // sending once more, and those of the server are lost.
        return Object.defineProperty(stream, 'readableDidRead', { value: true });
      },
    },
  } as unknown as PoolMessage;
}

/** What must never reach the mail server, whatever let it get this far; null where nothing is the matter. */
function unsendable({
  to,
  replyTo,
  messageId,
  fromName,
  toName,
  subject,
  headers,
}: OutgoingMail): string | null {
  if (!isAddress(to)) return 'This is not exactly one email address.';
  if (replyTo !== null && !isAddress(replyTo)) return 'The address for answers is not exactly one.';
  const lines = [messageId, fromName, toName, subject, ...Object.values(headers)];
  return lines.some((line) => /[\r\n\0]/.test(line)) ? 'A header of this mail has more than one line.' : null;
}

/** Commands about the connection and the sign-in: a refusal there is about us, not about this mail. */
const ABOUT_THE_CONNECTION = /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH\b.*)$/;
/** Codes of errors that came without a word from the server. */
const CUT_OFF = new Set(['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'ETLS', 'EABORT']);

function answerOf(error: NodemailerError, { connected, begun }: Progress): MailAnswer {
  const { response } = error;
  const code = error.responseCode !== undefined && error.responseCode >= 400 ? error.responseCode : null;
  const words = headerText(response ?? error.message, LONGEST_RESPONSE);
  if (!connected)
    return { kind: 'UNREACHABLE', code, response: `The mail server takes no mail: ${plainly(error)}` };
  if (begun && (code === null || CUT_OFF.has(error.code ?? '')))
    return {
      kind: 'UNKNOWN',
      code: null,
      response: `The mail server had this mail and gave no answer: ${words}`,
    };
  if (code === null || ABOUT_THE_CONNECTION.test(error.command ?? ''))
    return error.code === 'EENVELOPE'
      ? { kind: 'REFUSED', code, response: words }
      : { kind: 'LATER', code, response: words };
  return { kind: (error.permanent ?? code >= 500) ? 'REFUSED' : 'LATER', code, response: words };
}

/** Addresses and ports of the installation are nobody's business who looks at a project's mail. */
function plainly({ code, responseCode, response, message }: NodemailerError): string {
  if (response !== undefined && responseCode !== undefined) return headerText(response, LONGEST_RESPONSE);
  const [errno] = /\bE[A-Z]{4,}\b/.exec(message) ?? [code ?? 'no answer'];
  return errno;
}

function said(response: string): { code: number | null; response: string } {
  const words = headerText(response, LONGEST_RESPONSE);
  return { code: Number(/^\d{3}/.exec(words)?.[0]) || null, response: words };
}
