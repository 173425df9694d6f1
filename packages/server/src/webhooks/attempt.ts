import type { IncomingHttpHeaders } from 'node:http';
import { RefusedTarget, type SafeAnswer } from '../lib/safe-fetch.ts';

/** How an attempt ended, as it is written down. */
export interface AttemptEnd {
  status: 'DELIVERED' | 'PENDING' | 'FAILED';
  code: number | null;
  /** In words for people; null when it was delivered. */
  problem: string | null;
  /** Of PENDING: seconds to the next attempt. */
  delay: number;
  /** What of the answer is shown. */
  excerpt: string | null;
  /** Seconds the endpoint asked to be left alone for. */
  rest: number | null;
  /** It says that it is no more. */
  gone: boolean;
  /** The attempt ended by our own doing, and is not held against the endpoint. */
  ours: boolean;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds between attempts, after Standard Webhooks: ten attempts in 75.6 hours. */
export const RETRY_AFTER = [
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** The rest an endpoint gets at most, whatever it asks for. */
const LONGEST_REST = 24 * HOUR;
const EXCERPT_CHARACTERS = 2000;

/** What an answer means. Success is 2xx and nothing else; a redirect is not followed, it is a failure. */
export function endOfAnswer(attempt: number, { status, headers, body }: SafeAnswer): AttemptEnd {
  const excerpt = excerptOf(body);
  if (status >= 200 && status < 300)
    return {
      status: 'DELIVERED',
      code: status,
      problem: null,
      delay: 0,
      excerpt,
      rest: null,
      gone: false,
      ours: false,
    };
  const rest = status === 429 || status === 503 ? restOf(headers) : null;
  const problem =
    status >= 300 && status < 400
      ? `It answered ${status}, a redirect. Redirects are not followed: give the address they lead to.`
      : status === 410
        ? 'It answered 410: it is gone.'
        : `It answered ${status}.`;
  return { ...failure(attempt, problem), code: status, excerpt, rest, gone: status === 410 };
}

/** What a request that got no answer means. */
export function endOfError(attempt: number, error: unknown): AttemptEnd {
  return failure(attempt, wordsOf(error));
}

/** Given back without an answer, because the process ends: sent again at once by another. */
export function cutOff(): AttemptEnd {
  return {
    status: 'PENDING',
    code: null,
    problem: 'Waybill was stopped before the answer came; the event is sent again.',
    delay: 0,
    excerpt: null,
    rest: null,
    gone: false,
    ours: true,
  };
}

function failure(attempt: number, problem: string): AttemptEnd {
  const pause = RETRY_AFTER[attempt - 1];
  return {
    status: pause === undefined ? 'FAILED' : 'PENDING',
    code: null,
    problem,
    // Spread, so that a thousand events that failed together do not come back together.
    delay: (pause ?? 0) * (0.9 + Math.random() / 5),
    excerpt: null,
    rest: null,
    gone: false,
    ours: false,
  };
}

/** Seconds or a date. @returns null where it says nothing that can be understood */
function restOf(headers: IncomingHttpHeaders): number | null {
  const said = headers['retry-after'];
  if (said === undefined) return null;
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_REST) : null;
}

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'Nobody listens at this address and port.',
  ECONNRESET: 'The connection was cut before an answer came.',
  EHOSTUNREACH: 'Its machine cannot be reached.',
  ENETUNREACH: 'Its network cannot be reached.',
  ENOTFOUND: 'Its name is not known (DNS).',
  EAI_AGAIN: 'Its name could not be looked up just now (DNS).',
  ETIMEDOUT: 'The connection could not be made in time.',
  HPE_HEADER_OVERFLOW: 'The headers of its answer are too long.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself, so nobody vouches for it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is signed by itself, so nobody vouches for it.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'Its certificate does not lead to one that is trusted. Is an intermediate missing?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name.',
};

function wordsOf(error: unknown): string {
  if (error instanceof RefusedTarget) return error.message;
  if (!(error instanceof Error)) return 'It could not be reached.';
  if (error.name === 'TimeoutError') return 'No answer came in time.';
  const { code } = error as NodeJS.ErrnoException;
  return (code && WORDS[code]) ?? `It could not be reached${code ? ` (${code})` : ''}.`;
}

/** Text that can be stored and shown, whatever came: no control characters but line ends and tabs. */
function excerptOf(body: Buffer): string | null {
  const text = body
    .toString('utf8')
    .toWellFormed()
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
      '\ufffd',
    )
    .slice(0, EXCERPT_CHARACTERS)
    .toWellFormed();
  return text.trim() === '' ? null : text;
}
