import { createHash } from 'node:crypto';
import { BackerLink, ProjectPublish } from '@waybill/schema/public-pages';
import type { As, TestServer } from '../../test/test-server.ts';

/** A page as a stranger gets it: no cookie, no token, no header of ours. */
export async function visit(server: TestServer, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(path, server.url), { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

export type Visited = Awaited<ReturnType<typeof visit>>;

/** What tells one answer from another: everything but the id and the time of the request. */
export function looks({ status, headers, body }: Visited) {
  const rest = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name));
  return { status, headers: Object.fromEntries(rest), body };
}

export async function publish(server: TestServer, id: string, as: As): Promise<void> {
  const { projectPublish } = await server.query(ProjectPublish, { id }, as);
  if (!projectPublish.project?.publishedAt) throw new Error(JSON.stringify(projectPublish.userErrors));
}

/** The path of a backer's own page. */
export async function linkTo(server: TestServer, id: string, as: As): Promise<string> {
  const { backer } = await server.query(BackerLink, { id }, as);
  if (!backer?.publicUrl) throw new Error('There is no link.');
  return new URL(backer.publicUrl).pathname;
}

/** The hash by which a policy lets a page's only style through. */
export function styleHash(body: string): string {
  const style = /<style>([^<]*)<\/style>/.exec(body)?.[1] ?? '';
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

/** Tries at markup, each of which would do something if it were not escaped; the mark is how a test finds it again. */
export const HOSTILE = `"><script>alert('x')</script><img src=x onerror=alert(1)>'\`{{7*7}}</title></style>`;
