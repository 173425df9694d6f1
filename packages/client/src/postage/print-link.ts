/** The sheets labels can be printed on. */
export const layouts = [
  {
    key: '4x6',
    layout: '4x6',
    perPage: null,
    word: '4 × 6 in',
    means: 'A label a page, for a label printer',
  },
  { key: 'a4', layout: 'a4', perPage: 2, word: 'A4, two a page', means: 'In full size' },
  { key: 'a4-4', layout: 'a4', perPage: 4, word: 'A4, four a page', means: 'Smaller; try that it scans' },
  { key: 'letter', layout: 'letter', perPage: 2, word: 'Letter, two a page', means: 'In full size' },
  {
    key: 'letter-4',
    layout: 'letter',
    perPage: 4,
    word: 'Letter, four a page',
    means: 'Smaller; try that it scans',
  },
] as const;
export type Sheet = Pick<(typeof layouts)[number], 'layout' | 'perPage'>;

/** As many labels as one PDF holds: of more, the server takes those that were not printed yet. */
export const mostLabels = 2000;

/** Of labels that wait to be printed: how many the next PDF takes, and how many then remain. */
export function nextRun(waiting: number): { now: number; later: number } {
  const now = Math.min(waiting, mostLabels);
  return { now, later: waiting - now };
}

/** Which labels a PDF holds. */
export interface PrintWish {
  operation?: string;
  ids?: readonly string[];
  unprinted?: boolean;
}

/** Where the PDF of some labels is; its pick list comes first, in the same order. */
export function printLink(
  url: string,
  { layout, perPage }: Sheet,
  { operation, ids, unprinted }: PrintWish,
): string {
  const [path = '', query = ''] = url.split('?');
  const params = new URLSearchParams(query);
  params.set('layout', layout);
  if (perPage) params.set('perPage', String(perPage));
  if (operation) params.set('operation', operation);
  if (ids) params.set('ids', ids.join(','));
  if (unprinted) params.set('unprinted', '1');
  return `${path}?${params.toString()}`;
}
