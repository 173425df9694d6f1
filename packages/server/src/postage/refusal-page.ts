import { markup } from '../lib/markup.ts';
import { page } from '../lib/page-frame.ts';

/** Why there is no PDF, for a person who pressed Print and looks at a tab of its own. */
export function refusalPage(why: string): string {
  return page({
    title: 'Nothing to print',
    indexed: false,
    main: markup`<header><h1>There is no PDF</h1></header>
<div class="card"><p>${why}</p><p>Close this tab to go back to your labels.</p></div>`,
  });
}
