import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 digits of base 62 hold 256 bits. */
const SECRET_LENGTH = 43;
const PREFIX_LENGTH = 8;
const CHECK_LENGTH = 6;
const TOKEN = /^wb_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;

/** What is stored of any secret here. They are random and long, so a fast hash is the right one. */
export function sha256(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 256 random bits for a cookie or a link. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

export interface NewToken {
  /** The token as its holder sends it; shown once. */
  token: string;
  prefix: string;
  secretHash: Buffer;
}

/**
 * A token `wb_<prefix>_<secret>_<check>`: the prefix finds the row, the secret proves it, the check lets a scanner of
 * leaked secrets (and us) tell a token from noise without asking the database.
 */
export function makeToken(): NewToken {
  const prefix = randomBase62(PREFIX_LENGTH);
  const secret = randomBase62(SECRET_LENGTH);
  const body = `wb_${prefix}_${secret}`;
  return { token: `${body}_${checkOf(body)}`, prefix, secretHash: sha256(secret) };
}

/** @returns null when the text cannot be a token of ours */
export function readToken(text: string): { prefix: string; secretHash: Buffer } | null {
  const match = TOKEN.exec(text);
  const [, prefix, secret, check] = match ?? [];
  if (!prefix || !secret || check !== checkOf(`wb_${prefix}_${secret}`)) return null;
  return { prefix, secretHash: sha256(secret) };
}

function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is the last multiple of 62 in a byte: what lies above would make the first digits likelier.
      if (byte < 248 && text.length < length) text += BASE62[byte % 62];
    }
  }
  return text;
}

function checkOf(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let digit = 0; digit < CHECK_LENGTH; digit += 1) {
    text = `${BASE62[rest % 62] ?? ''}${text}`;
    rest = Math.floor(rest / 62);
  }
  return text;
}
