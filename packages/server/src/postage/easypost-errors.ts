import { cutText } from '../lib/cut-text.ts';
import { ProviderError } from './provider.ts';

/** What the official client throws for an answer of EasyPost; anything else is of the network. */
interface ApiError {
  statusCode?: number;
  code?: string;
  message?: string;
  errors?: unknown[];
}

/** Codes of EasyPost for what has happened already. */
const DONE = /ALREADY_(PURCHASED|REFUNDED)|POSTAGE\.EXISTS|REFUND\.(ALREADY|EXISTS)|POSTAGE\.ALREADY/i;
const DONE_WORDS =
  /already (been )?(purchased|bought|exists|refunded|requested|submitted)|postage already exists/i;
const EXPIRED = /RATE\.(EXPIRED|UNAVAILABLE|NOT_FOUND|INVALID)|RATE_EXPIRED|POSTAGE\.RATE/i;
const EXPIRED_WORDS = /rate.{0,40}(expired|no longer|out of date|unavailable)/i;
/** Of a request that was not even looked at, for there were too many. */
export const TOO_MANY = 'RATE_LIMITED';
/** Never reached it: the connection was not made. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** What an error of the client means for whoever asked. */
export function troubleOf(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const { statusCode: status, code = '', message = '', errors } = error as ApiError;
  // superagent's own errors have a code too, of the socket.
  if (status === undefined) {
    if (NOT_REACHED.has(code)) return new ProviderError('AWAY', `The provider cannot be reached (${code}).`);
    return new ProviderError('UNKNOWN', `The provider did not finish its answer (${code || message}).`);
  }
  const said = wordsOf(message, errors);
  if (status === 401 || status === 403)
    return new ProviderError('KEY', said || 'The provider refused the key.');
  if (status === 429) return new ProviderError('AWAY', said || 'The provider asks us to wait.', TOO_MANY);
  if (DONE.test(code) || DONE_WORDS.test(message)) return new ProviderError('ALREADY_DONE', said);
  if (EXPIRED.test(code) || EXPIRED_WORDS.test(message)) return new ProviderError('RATE_EXPIRED', said);
  if (status === 404) return new ProviderError('REFUSED', said, 'NOT_FOUND');
  if (status === 408 || status >= 500)
    return new ProviderError('UNKNOWN', said || `The provider is in trouble (HTTP ${status}).`);
  return new ProviderError('REFUSED', said || `The provider refused it (HTTP ${status}).`, code);
}

/** The provider's sentence, and what it says of single fields: `{field, message}`, `{weight: "…"}` or plain text. */
function wordsOf(message: string, errors: unknown): string {
  const details = (Array.isArray(errors) ? errors : []).flatMap((one: unknown) => {
    if (typeof one === 'string') return [one];
    if (typeof one !== 'object' || one === null) return [];
    const { field, message: text } = one as { field?: unknown; message?: unknown };
    if (typeof text === 'string')
      return [typeof field === 'string' && field !== '' ? `${field}: ${text}` : text];
    return Object.entries(one).flatMap(([name, said]) =>
      typeof said === 'string' ? [`${name}: ${said}`] : [],
    );
  });
  const words = [message, ...details.filter((detail) => detail !== message)].filter(Boolean).join(' · ');
  return cutText(words.replaceAll('\0', ''), 500);
}
