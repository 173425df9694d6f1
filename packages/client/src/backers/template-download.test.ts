import { afterEach, expect, test, vi } from 'vitest';
import { templateDownload } from './template-download.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const ids = (count: number) => ({ backerIds: Array.from({ length: count }, (_, index) => `${index + 1}`) });

test('a few backers are a plain link, which works without a script and in a new tab', () => {
  const { href, onClick } = templateDownload('/api/projects/1/template', 'csv', ids(300));
  expect(onClick).toBeUndefined();
  const target = new URL(href, 'http://waybill').searchParams.get('target') ?? '';
  expect(JSON.parse(Buffer.from(target, 'base64url').toString())).toEqual(ids(300));
});

test('thousands are sent in the body, and never stand in the address', () => {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', (url: string, request: RequestInit) => {
    asked.push([url, request]);
    return new Promise(() => undefined);
  });
  const { href, onClick } = templateDownload('/api/projects/1/template', 'xlsx', ids(5000));
  expect(href.length).toBeLessThan(100);
  const preventDefault = vi.fn();
  onClick?.({ preventDefault } as unknown as Parameters<typeof onClick>[0]);
  expect(preventDefault).toHaveBeenCalledOnce();
  const [[url, request] = []] = asked;
  expect(url).toBe('/api/projects/1/template?format=xlsx');
  expect(request).toMatchObject({ method: 'POST', headers: { 'x-waybill': '1' } });
  expect(JSON.parse(request?.body as string)).toEqual(ids(5000));
});
