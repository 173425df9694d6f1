import { setImmediate as nextTurn } from 'node:timers/promises';
import { SealError, type Secret } from '../lib/secret.ts';

/** What digital codes are sealed for: whoever opens them names it. */
export const CODE_SEAL = 'digital code';
const CODE_FINGERPRINT = 'digital code: fingerprint';
/** Of which 1,000 keep the event loop for some 10 ms. */
const CODES_A_TURN = 1000;

/** A code as the database holds it. */
export interface SealedCode {
  position: number;
  sealed: Buffer;
  /** Equal for equal codes of one creator, and says nothing about the code. */
  fingerprint: Buffer;
}

/** Seals codes for the database, letting others have a turn in between. */
export async function sealCodes(
  secret: Secret,
  creatorId: string,
  codes: readonly { position: number; code: string }[],
): Promise<SealedCode[]> {
  const sealed: SealedCode[] = [];
  for (const [index, { position, code }] of codes.entries()) {
    if (index > 0 && index % CODES_A_TURN === 0) await nextTurn();
    sealed.push({
      position,
      sealed: secret.seal(CODE_SEAL, code),
      fingerprint: secret.fingerprint(CODE_FINGERPRINT, `${creatorId}:${code}`),
    });
  }
  return sealed;
}

/** What stands for a request's codes in its idempotency key: equal for equal ones, and tells nothing. */
export function fingerprintOf(secret: Secret, text: string): string {
  return secret.sign(CODE_FINGERPRINT, text);
}

/** @returns null where it was sealed by a secret that is no more */
export function openCode(secret: Secret, sealed: Uint8Array): string | null {
  try {
    return secret.open(CODE_SEAL, sealed);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
