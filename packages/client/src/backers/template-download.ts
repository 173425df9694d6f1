import type { BackerTarget } from '@waybill/schema/backers';
import type { MouseEvent } from 'react';
import { toastFailed } from '../ui/toasts.ts';
import { templateLink } from './template-link.ts';

/** The server takes 16 KiB of headers, cookies included; proxies often 8. */
const longestLink = 6000;

/** What makes an anchor download the template: a plain link, or for what no address has room for a request of its own. */
export interface TemplateDownload {
  href: string;
  download: true;
  onClick?: (event: MouseEvent) => void;
}

/** The Tracking Number Upload Template of these backers as the attributes of an anchor. */
export function templateDownload(
  templateUrl: string,
  format: 'csv' | 'xlsx',
  target: BackerTarget,
): TemplateDownload {
  const href = templateLink(templateUrl, format, target);
  if (href.length <= longestLink) return { href, download: true };
  return {
    // Opened past the click, in a new tab, it is refused: better than a file of other backers.
    href: `${templateUrl}?format=${format}&target=too-long-for-an-address`,
    download: true,
    onClick: (event) => {
      event.preventDefault();
      void save(`${templateUrl}?format=${format}`, target);
    },
  };
}

async function save(url: string, target: BackerTarget): Promise<void> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-waybill': '1', 'content-type': 'application/json' },
      body: JSON.stringify(target),
    });
    if (!answer.ok) throw new Error(((await answer.json()) as { message: string }).message);
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name ?? 'tracking-template';
    link.click();
    // At once would take it from under the browsers that read it later.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    toastFailed(error, 'Not downloaded');
  }
}
