import { markup, ours, type Markup } from './markup.ts';
import { PAGE_STYLE, PAGE_STYLE_HASH } from './page-style.ts';

export interface PageParts {
  /** Of the tab and of a link that is shared. */
  title: string;
  /** Beside the title in the head: what search engines and messengers read. */
  head?: Markup;
  /** Whether search engines may keep it. */
  indexed: boolean;
  main: Markup;
  /** Above the line that says what made the page. */
  footer?: Markup;
}

const STYLE = ours(`<style>${PAGE_STYLE}</style>`);

const MARK = markup`<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#5450d6"/><path d="M7 10.5l4.2 12L16 11l4.8 11.5 4.2-12" fill="none" stroke="#fff" stroke-width="2.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

type Reach = `'none'` | `'self'`;

/**
 * The content security policy of such a page: no script, no frame, one style and our own pictures.
 * @param forms where its forms may lead
 * @param connects what a tool that reads the page may ask for in its name
 */
export function pagePolicy(forms: Reach = `'none'`, connects: Reach = `'none'`): string {
  return `default-src 'none'; style-src ${PAGE_STYLE_HASH}; img-src 'self'; connect-src ${connects}; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`;
}

/** A whole page that works without a script, without a cookie and without a second request but for its icon. */
export function page({ title, head, indexed, main, footer }: PageParts): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="color-scheme" content="light dark">
${!indexed && NOT_INDEXED}<link rel="icon" type="image/svg+xml" href="/favicon.svg">
${head}${STYLE}
</head>
<body>
<main>
${main}
</main>
<footer>
${footer}<p class="made">${MARK}Kept with Waybill, a fulfillment desk for crowdfunding creators.</p>
</footer>
</body>
</html>
`.markup;
}

const NOT_INDEXED = markup`<meta name="robots" content="noindex, nofollow">
`;
