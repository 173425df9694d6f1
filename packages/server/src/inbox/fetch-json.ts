import { parseJson } from './json-walk.ts';

/** What was asked for did not come; the sentence says what came instead. */
export class FetchError extends Error {
  override name = 'FetchError';

  constructor(
    message: string,
    /** Whether asking again later may help. */
    readonly passing: boolean,
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 10_000;
const LONGEST = 4 * 1024 * 1024;

/**
 * JSON from an address that has been checked. Follows no redirect: that would lead away from what was checked.
 *
 * @throws FetchError
 */
export async function fetchJson(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  const { host } = new URL(url);
  let response: Response;
  const chunks: Uint8Array[] = [];
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > LONGEST) throw new FetchError(`${host} answered with more than ${LONGEST} bytes.`, false);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw new FetchError(`${host} did not answer: ${(error as Error).message}.`, true);
  }
  if (!response.ok)
    throw new FetchError(
      `${host} answered ${response.status}.`,
      response.status === 429 || response.status >= 500,
    );
  const json = parseJson(Buffer.concat(chunks));
  if (json === undefined) throw new FetchError(`${host} answered with something that is no JSON.`, false);
  return json;
}
