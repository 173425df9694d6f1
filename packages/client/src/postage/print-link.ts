/** The sheets labels can be printed on. */
export const layouts = [
  { layout: '4x6', word: '4 × 6 in, one a page', means: 'For a label printer' },
  { layout: 'a4', word: 'A4, four a page', means: 'For an office printer' },
  { layout: 'letter', word: 'Letter, four a page', means: 'For an office printer' },
] as const;
export type Layout = (typeof layouts)[number]['layout'];

/** Which labels a PDF holds. */
export interface PrintWish {
  operation?: string;
  ids?: readonly string[];
  unprinted?: boolean;
}

/** Where the PDF of some labels is; its pick list comes first, in the same order. */
export function printLink(url: string, layout: Layout, { operation, ids, unprinted }: PrintWish): string {
  const [path = '', query = ''] = url.split('?');
  const params = new URLSearchParams(query);
  params.set('layout', layout);
  if (operation) params.set('operation', operation);
  if (ids) params.set('ids', ids.join(','));
  if (unprinted) params.set('unprinted', '1');
  return `${path}?${params.toString()}`;
}
