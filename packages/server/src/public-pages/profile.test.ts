import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreatorUpdate, ProjectUnpublish, PublicCreator } from '@waybill/schema/public-pages';
import { ProjectUpdate } from '@waybill/schema/projects';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { HOSTILE, looks, publish, styleHash, visit } from './public-pages.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ publicUrl: 'https://ship.example' });
});
afterAll(() => server[Symbol.asyncDispose]());

/** A creator with one published project of ten backers, so many of them fulfilled. */
async function creatorWith(
  fulfilled: number,
  title = 'Lighthouses',
): Promise<{ person: Person; project: string }> {
  const person = await server.signUp('Ada');
  const project = await emptyProject(server, person, title);
  await addBackers(
    server,
    person,
    project,
    Array.from({ length: 10 }, (_, index) => ({
      status: index < fulfilled ? 'FULFILLED' : 'READY_TO_FULFILL',
    })),
  );
  await publish(server, project, person);
  return { person, project };
}

const pathOf = (person: Person) => `/c/${person.creatorSlug}`;

describe('what is not published', () => {
  test('is not there, in the words of what never was', async () => {
    const person = await server.signUp('Ada');
    await emptyProject(server, person, 'Secret plans');
    for (const file of ['', '/profile.json', '/badge.svg', '/card.svg']) {
      const hidden = await visit(server, pathOf(person) + file);
      const never = await visit(server, `/c/never-was${file}`);
      expect(hidden.status).toBe(404);
      expect(looks(hidden)).toEqual(looks(never));
      expect(hidden.headers.get('x-robots-tag')).toContain('noindex');
      expect(hidden.headers.get('cache-control')).toBe('no-store');
    }
    expect((await server.query(PublicCreator, { slug: person.creatorSlug })).publicCreator).toBeNull();
  });

  test('does not show beside what is, and is gone as soon as it is taken off', async () => {
    const { person, project } = await creatorWith(3);
    await emptyProject(server, person, 'Secret plans');
    const shown = await visit(server, pathOf(person));
    expect(shown.status).toBe(200);
    expect(shown.body).toContain('Lighthouses');
    expect(shown.body).not.toContain('Secret plans');
    await server.query(ProjectUnpublish, { id: project }, person);
    expect((await visit(server, pathOf(person))).status).toBe(404);
  });

  test.each([
    '/c/',
    '/c/%00',
    "/c/x'or'1'='1",
    '/c/..%2f..%2fetc',
    `/c/${'a'.repeat(500)}`,
    '/c/1',
    '/c/a/b/c',
    '/c/a/nothing.txt',
  ])('%s is a friendly page that says so', async (path) => {
    const answer = await visit(server, path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('There is no such profile');
  });
});

describe('a profile', () => {
  test('tells how far its projects are, by shares and never by counts', async () => {
    const { person, project } = await creatorWith(6);
    await server.asOwner(`
      insert into shipment (backer_id, creator_id, project_id, source, tracking_number, accepted_at, delivered_at)
      select backer_id, creator_id, project_id, 'MANUAL', 'T' || backer_id, case when n <= 4 then now() end, case when n <= 1 then now() end
      from (select *, row_number() over (order by backer_id) n from orders where project_id = ${project}) o where n <= 8`);
    const { body } = await visit(server, pathOf(person));
    expect(body).toMatch(/Fulfilled<\/span>/);
    expect(body).toMatch(/Orders marked as fulfilled<\/dt><dd><b>60 %/);
    expect(body).toMatch(/Parcels scanned by a carrier<\/dt><dd><b>50 %/);
    expect(body).toMatch(/Parcels delivered<\/dt><dd><b>12 %/);
    expect(body).toMatch(/Fulfilled on<\/dt><dd><time datetime="\d{4}-/);
    expect(body).not.toMatch(/10 backers|6 of 10|8 parcels|b1@example\.org|Backer 1/);
    const { publicCreator } = await server.query(PublicCreator, { slug: person.creatorSlug });
    expect(publicCreator).toMatchObject({
      fulfilledProjects: 1,
      projects: [{ status: 'FULFILLED', evidence: { marked: 0.6, confirmed: 0.5, delivered: 0.125 } }],
    });
  });

  test('crosses the line with the order that makes the majority, and back', async () => {
    const { person, project } = await creatorWith(5);
    const words = async () =>
      /class="tag \w+"><svg.*?<\/svg>([^<]+)</.exec((await visit(server, pathOf(person))).body)?.[1];
    const badge = async () =>
      /<title>([^<]+)</.exec((await visit(server, `${pathOf(person)}/badge.svg`)).body)?.[1];
    const last = `(select max(backer_id) from orders where project_id = ${project})`;
    expect([await words(), await badge()]).toEqual(['In fulfillment', 'Waybill: In fulfillment · 1 project']);
    await server.asOwner(
      `update orders set status = 'FULFILLED', fulfilled_at = now() where backer_id = ${last}`,
    );
    expect([await words(), await badge()]).toEqual(['Fulfilled', 'Waybill: Fulfilled · 1 project']);
    await server.asOwner(
      `update orders set status = 'READY_TO_FULFILL', fulfilled_at = null where backer_id = ${last}`,
    );
    expect([await words(), await badge()]).toEqual(['In fulfillment', 'Waybill: In fulfillment · 1 project']);
  });

  test('runs nothing, is indexed at one address, and is asked after with its tag', async () => {
    const { person } = await creatorWith(3);
    const { body, headers } = await visit(server, pathOf(person));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src ${styleHash(body)};`);
    expect(policy).toMatch(
      /^default-src 'none';.*base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    expect(policy).not.toMatch(/script-src|unsafe/);
    expect(body).not.toMatch(/ style=|noindex|<script(?! type="application\/ld\+json">)/);
    expect(body).toContain(`<link rel="canonical" href="https://ship.example${pathOf(person)}">`);
    expect(body).toContain(
      `<meta property="og:image" content="https://ship.example${pathOf(person)}/card.svg">`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toBeTruthy();
    expect(headers.get('set-cookie')).toBeNull();
    const etag = headers.get('etag') ?? '';
    const again = await visit(server, pathOf(person), { 'if-none-match': `W/${etag}` });
    expect([again.status, again.body]).toEqual([304, '']);
    expect((await visit(server, pathOf(person), { 'if-none-match': '"other"' })).status).toBe(200);
    expect(JSON.parse(/ld\+json">(.*?)<\/script>/.exec(body)?.[1] ?? '')).toMatchObject({
      '@type': 'ProfilePage',
      mainEntity: { name: 'Ada Games' },
      hasPart: [{ name: 'Lighthouses', creativeWorkStatus: 'In fulfillment' }],
    });
    for (const other of [pathOf(person).toUpperCase().replace('/C/', '/c/'), `${pathOf(person)}/`]) {
      const elsewhere = await visit(server, other);
      expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([301, pathOf(person)]);
    }
  });

  test('hostile words stay words, in the page, its head, the card and the file', async () => {
    const { person, project } = await creatorWith(3);
    const about = `${HOSTILE}\nline two`;
    await server.query(CreatorUpdate, { id: person.creatorId, input: { name: HOSTILE, about } }, person);
    await server.query(ProjectUpdate, { id: project, input: { title: HOSTILE } }, person);
    const page = await visit(server, pathOf(person));
    const card = await visit(server, `${pathOf(person)}/card.svg`);
    for (const { status, body } of [page, card]) {
      expect(status).toBe(200);
      expect(body).not.toMatch(/<img src|<script>|onerror=alert\(1\)>|<\/title><\/style>/);
      expect(body).toContain('&lt;script&gt;alert(');
    }
    expect(page.body.match(/<\/title>/g)).toHaveLength(1);
    expect(page.body.match(/<\/style>/g)).toHaveLength(1);
    expect(page.body.match(/<\/script>/g)).toHaveLength(1);
    const json = await visit(server, `${pathOf(person)}/profile.json`);
    expect(JSON.parse(json.body)).toMatchObject({ name: HOSTILE, about, projects: [{ title: HOSTILE }] });
  });
});

describe('what other sites take', () => {
  test('the badge is a picture in the colors asked for, and nothing but one', async () => {
    const { person } = await creatorWith(9);
    const bodies = new Set<string>();
    for (const theme of ['light', 'dark', 'auto']) {
      const { status, headers, body } = await visit(server, `${pathOf(person)}/badge.svg?theme=${theme}`);
      bodies.add(body);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect(headers.get('cache-control')).toMatch(/^public, max-age=300/);
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(headers.get('content-security-policy')).toContain(styleHash(body));
      expect(body).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*aria-label="Waybill: Fulfilled · 1 project".*<\/svg>\n$/,
      );
      expect(body.includes('prefers-color-scheme')).toBe(theme === 'auto');
      const kept = await visit(server, `${pathOf(person)}/badge.svg?theme=${theme}`, {
        'if-none-match': headers.get('etag') ?? '',
      });
      expect(kept.status).toBe(304);
    }
    expect(bodies.size).toBe(3);
    const odd = await visit(server, `${pathOf(person)}/badge.svg?theme="><script>&theme=dark`);
    expect(odd.body).toBe((await visit(server, `${pathOf(person)}/badge.svg`)).body);
  });

  test('the file is JSON that any page may read', async () => {
    const { person } = await creatorWith(6);
    const { headers, body } = await visit(server, `${pathOf(person)}/profile.json`, {
      origin: 'https://other.example',
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toEqual({
      slug: person.creatorSlug,
      name: 'Ada Games',
      about: null,
      url: `https://ship.example${pathOf(person)}`,
      fulfilledProjects: 1,
      projects: [
        {
          slug: 'lighthouses',
          title: 'Lighthouses',
          status: 'FULFILLED',
          shippingSince: expect.any(String) as string,
          fulfilledAt: expect.any(String) as string,
          evidence: { marked: 0.6, confirmed: null, delivered: null, at: expect.any(String) as string },
        },
      ],
    });
  });
});

describe('who decides', () => {
  test('publishing twice changes nothing, and the words are checked', async () => {
    const { person, project } = await creatorWith(1);
    const [before] = await server.asOwner(`select published_at from project where id = ${project}`);
    await publish(server, project, person);
    expect(await server.asOwner(`select published_at from project where id = ${project}`)).toEqual([before]);
    const { creatorUpdate } = await server.query(
      CreatorUpdate,
      { id: person.creatorId, input: { name: ' ', about: 'x'.repeat(2001) } },
      person,
    );
    expect(creatorUpdate.creator).toBeNull();
    expect(creatorUpdate.userErrors).toMatchObject([
      { code: 'BLANK', field: ['input', 'name'] },
      { code: 'INVALID', field: ['input', 'about'] },
    ]);
    const cleaned = await server.query(
      CreatorUpdate,
      { id: person.creatorId, input: { about: ' One\r\ntwo\u0000 ' } },
      person,
    );
    expect(cleaned.creatorUpdate.creator?.about).toBe('One\ntwo');
    const gone = await server.query(CreatorUpdate, { id: person.creatorId, input: { about: null } }, person);
    expect(gone.creatorUpdate.creator).toMatchObject({ about: null, name: 'Ada Games' });
  });

  test('no token may change a creator, and a packer may publish nothing', async () => {
    const { person, project } = await creatorWith(1);
    const token = await server.token(person, 'PROJECTS_WRITE', 'BACKERS_WRITE');
    const asked = 'mutation($id: ID!) { creatorUpdate(id: $id, input: { about: "x" }) { creator { id } } }';
    const refused = await server.ask(asked, { id: person.creatorId }, token);
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    await server.asOwner(`update member set role = 'FULFILLER' where creator_id = ${person.creatorId}`);
    const unpublish = 'mutation($id: ID!) { projectUnpublish(id: $id) { project { id } } }';
    const answer = await server.ask(unpublish, { id: project }, person);
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await visit(server, pathOf(person))).status).toBe(200);
  });
});

test('no creator gets an address that is a page of ours', async () => {
  const answer = await server.ask<{ signUp: { viewer: { creators: { slug: string }[] } } }>(
    'mutation($input: SignUpInput!) { signUp(input: $input) { viewer { creators { slug } } userErrors { message } } }',
    {
      input: { email: 'cee@example.org', password: 'three random words cee', name: 'Cee', creatorName: 'C' },
    },
  );
  expect(answer.data?.signUp.viewer.creators).toEqual([{ slug: 'c-creator' }]);
});
