import { VendorAway } from './vendor.ts';

export interface Answer {
  status: number;
  /** Undefined when the body is no JSON. */
  json: unknown;
  retryAfterSeconds: number | null;
}

const TIMEOUT_MS = 20_000;
const LONGEST = 1024 * 1024;

/**
 * One call of a vendor's API. Follows no redirect, reads no more than a megabyte, waits no longer than 20 seconds.
 *
 * @throws VendorAway when no answer came
 */
export async function callJson(
  url: string,
  init: { method?: 'GET' | 'POST'; headers: Record<string, string>; body?: object },
): Promise<Answer> {
  const { host } = new URL(url);
  try {
    const response = await fetch(url, {
      method: init.method ?? 'GET',
      headers: {
        accept: 'application/json',
        ...(init.body && { 'content-type': 'application/json' }),
        ...init.headers,
      },
      body: init.body ? JSON.stringify(init.body) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > LONGEST) throw new VendorAway(`${host} answered with more than ${LONGEST} bytes.`);
      chunks.push(chunk);
    }
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      json: parsed(Buffer.concat(chunks).toString()),
      retryAfterSeconds: wait >= 0 && wait <= 86_400 ? wait : null,
    };
  } catch (error) {
    if (error instanceof VendorAway) throw error;
    throw new VendorAway(`${host} did not answer: ${(error as Error).message}.`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
