import { markup, type Markup } from '../lib/markup.ts';
import { page } from '../lib/page-frame.ts';

/** A page that says one thing. */
function plainPage(title: string, text: Markup): string {
  return page({
    title,
    indexed: false,
    main: markup`<header><h1>${title}</h1></header>
<div class="card">${text}</div>`,
  });
}

/** For every profile that is not there: never was, is not published any more, or is not yet. */
export const NO_PROFILE = plainPage(
  'There is no such profile',
  markup`<p>The creator may not have published it yet, or the address has a slip in it. Check it letter by letter, or ask
whoever gave it to you.</p>`,
);

/** For every link that does not work, whatever the reason: the page must not tell one from another. */
export const NO_PLEDGE = plainPage(
  'This link does not work',
  markup`<p>Links to a backer&rsquo;s page are long, and mail programs like to break them: copy all of it, to the last letter.</p>
<p>The creator may also have made a new one since. Then the newest mail has it, or you can ask for it by answering any mail
about your pledge.</p>`,
);

export const TOO_MANY = plainPage(
  'One moment, please',
  markup`<p>Many pages have been opened from your network just now. Wait a minute, then load this page again.</p>`,
);

export const UNAVAILABLE = plainPage(
  'This page cannot be shown right now',
  markup`<p>Nothing is lost. Load it again in a minute.</p>`,
);
