import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a pledge's link names: whose it is, and which one in a row of links, the older of which are void. */
export interface PledgeLink {
  backerId: string;
  /** 0 until somebody rotated the link; then `pledge_link.version`. */
  version: number;
}

/**
 * What this instance alone can make and read. Each purpose has a key of its own (HKDF-SHA-256 from the one secret), so
 * that nothing made for one can be used for another. Name purposes in plain words: `unsubscribe`, `digital code`.
 */
export interface Secret {
  /** HMAC-SHA-256 of the text, 43 characters of base64url. */
  sign(purpose: string, text: string): string;
  /** Whether `signature` is what `sign` gives; takes the same time for any signature. */
  verify(purpose: string, text: string, signature: string): boolean;
  /** HMAC-SHA-256 of the text, 32 bytes: equal texts are recognised without being readable. */
  fingerprint(purpose: string, text: string): Buffer;
  /** The text encrypted (AES-256-GCM, a random nonce): one byte of version, 12 of nonce, the cipher, 16 of tag. */
  seal(purpose: string, text: string): Buffer;
  /** @throws SealError when the bytes were sealed for another purpose, by another secret, or were tampered with */
  open(purpose: string, sealed: Uint8Array): string;
  /**
   * 32 url-safe characters that nobody can guess (a 128-bit MAC) and that name the backer to us alone. The same
   * each time, so that a mail, a page and an export can each work out the link and none need be stored.
   */
  pledgeToken(backerId: string, version: number): string;
  /** @returns null for whatever `pledgeToken` did not make */
  readPledgeToken(token: string): PledgeLink | null;
}

/** Sealed bytes that cannot be opened with this instance's secret. */
export class SealError extends Error {
  override name = 'SealError';
}

export const MIN_SECRET_LENGTH = 32;

const SEAL_VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Of a pledge's token: 16 bytes of MAC, 6 of backer, 2 of version make 32 characters without padding. */
const MAC_BYTES = 16;
const ID_BYTES = 6;
const TOKEN_BYTES = MAC_BYTES + ID_BYTES + 2;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;

/**
 * The secret from the environment or, where none is set, from the file `secret` in the data directory, which is made
 * at the first start and only its owner can read. Losing it makes links in sent mails void and digital codes unreadable:
 * it belongs in the backup.
 *
 * @param given WAYBILL_SECRET, checked by the configuration
 */
export function loadSecret(given: string | undefined, dataDir: string): Secret {
  return makeSecret(given ?? secretFile(dataDir));
}

/** @param master anything of at least 32 characters that cannot be guessed */
export function makeSecret(master: string): Secret {
  // As key objects: with the bytes, each signature prepared its key anew, 21 µs where it takes 4.
  const keys = new Map<string, KeyObject>();
  const keyOf = (purpose: string) => {
    let key = keys.get(purpose);
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync('sha256', master, 'waybill', purpose, 32)));
      keys.set(purpose, key);
    }
    return key;
  };
  const mac = (purpose: string, data: string | Uint8Array) =>
    createHmac('sha256', keyOf(purpose)).update(data).digest();
  /** What a token's name is hidden with: it hangs on the MAC, so no two tokens share it. */
  const veil = (name: Uint8Array, macBytes: Uint8Array) => {
    const pad = mac('pledge link: name', macBytes);
    return Buffer.from(name.map((byte, index) => byte ^ (pad[index] ?? 0)));
  };
  const pledgeMac = (name: Uint8Array) => mac('pledge link: proof', name).subarray(0, MAC_BYTES);

  return {
    sign: (purpose, text) => mac(purpose, text).toString('base64url'),
    verify: (purpose, text, signature) => sameText(mac(purpose, text).toString('base64url'), signature),
    fingerprint: mac,
    seal(purpose, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), nonce);
      return Buffer.concat([
        Buffer.of(SEAL_VERSION),
        nonce,
        cipher.update(text, 'utf8'),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open(purpose, sealed) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== SEAL_VERSION)
        throw new SealError('These bytes were not sealed by Waybill.');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose), bytes.subarray(1, 1 + NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        throw new SealError(
          'This was sealed with another secret than WAYBILL_SECRET or the data directory holds now.',
        );
      }
    },
    pledgeToken(backerId, version) {
      const name = Buffer.alloc(ID_BYTES + 2);
      name.writeUIntBE(Number(backerId), 0, ID_BYTES);
      name.writeUInt16BE(version, ID_BYTES);
      const proof = pledgeMac(name);
      return Buffer.concat([proof, veil(name, proof)]).toString('base64url');
    },
    readPledgeToken(token) {
      const bytes = TOKEN.test(token) ? Buffer.from(token, 'base64url') : Buffer.alloc(0);
      if (bytes.length !== TOKEN_BYTES) return null;
      const proof = bytes.subarray(0, MAC_BYTES);
      const name = veil(bytes.subarray(MAC_BYTES), proof);
      if (!timingSafeEqual(proof, pledgeMac(name))) return null;
      return { backerId: String(name.readUIntBE(0, ID_BYTES)), version: name.readUInt16BE(ID_BYTES) };
    },
  };
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Two processes that start at once on one directory agree: the file appears whole and once (link, not rename). */
function secretFile(dataDir: string): string {
  const file = join(dataDir, 'secret');
  const known = readSecret(file);
  if (known !== null) return known;
  mkdirSync(dataDir, { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh);
  }
  const made = readSecret(file);
  if (made === null) throw new Error(`The secret ${file} was taken away while Waybill started.`);
  return made;
}

function readSecret(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (text.length < MIN_SECRET_LENGTH)
    throw new Error(
      `The file ${file} holds fewer than ${MIN_SECRET_LENGTH} characters. Put it back from a backup; a new one would void the links in sent mails.`,
    );
  chmodSync(file, 0o600);
  return text;
}
