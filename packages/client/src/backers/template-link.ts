import type { BackerTarget } from '@waybill/schema/backers';

/** UTF-8 as base64url, without padding: what `templateUrl?target=` takes. */
export function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Where the Tracking Number Upload Template of these backers is. */
export function templateLink(templateUrl: string, format: 'csv' | 'xlsx', target: BackerTarget): string {
  const params = new URLSearchParams({ format, target: base64url(JSON.stringify(target)) });
  return `${templateUrl}${templateUrl.includes('?') ? '&' : '?'}${params.toString()}`;
}
