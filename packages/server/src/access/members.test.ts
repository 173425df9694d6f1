import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  Invitation,
  InvitationAccept,
  InvitationCreate,
  InvitationRevoke,
  MemberRemove,
  Members,
  MemberUpdate,
  Viewer,
} from '@waybill/schema/access';
import { print } from 'graphql';
import {
  sessionCookieOf,
  startTestServer,
  type Answer,
  type Person,
  type TestServer,
} from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

type Role = 'OWNER' | 'MANAGER' | 'FULFILLER' | 'VIEWER';

async function invite(owner: Person, email: string, role: Role): Promise<string> {
  const { invitationCreate } = await server.query(
    InvitationCreate,
    { creatorId: owner.creatorId, input: { email, role } },
    owner,
  );
  return invitationCreate.invitation?.url?.split('/').at(-1) ?? '';
}

/** A new person who joined with the role. */
async function join(
  owner: Person,
  role: Role,
  name = 'Newcomer',
): Promise<{ cookie: string; memberId: string }> {
  const email = `${name}-${crypto.randomUUID()}@example.org`.toLowerCase();
  const token = await invite(owner, email, role);
  const answer: Answer<object> = await server.ask(print(InvitationAccept), {
    input: { token, name, password: 'three unusual words' },
  });
  const cookie = sessionCookieOf(answer.headers) ?? '';
  const member = (await membersOf(owner)).find(({ user }) => user.email === email);
  return { cookie, memberId: member?.id ?? '' };
}

async function membersOf(person: Person) {
  const { creator } = await server.query(Members, { slug: person.creatorSlug, manages: true }, person);
  return creator?.members ?? [];
}

test('an invitation is read without an account, makes one, and joins with the role', async () => {
  const ada = await server.signUp();
  const token = await invite(ada, 'Packer@Example.org', 'FULFILLER');
  const { invitation } = await server.query(Invitation, { token });
  expect(invitation).toEqual({
    creatorName: 'Ada Games',
    email: 'packer@example.org',
    role: 'FULFILLER',
    needsAccount: true,
  });
  const { invitationAccept } = await server.query(InvitationAccept, {
    input: { token, name: 'Pack', password: 'three unusual words' },
  });
  expect(invitationAccept.viewer?.creators).toMatchObject([{ slug: ada.creatorSlug }]);
  expect((await membersOf(ada)).map(({ role, user }) => `${user.name} ${role}`)).toEqual([
    'Ada OWNER',
    'Pack FULFILLER',
  ]);
  expect((await server.query(Invitation, { token })).invitation).toBeNull();
});

test('somebody with an account joins with their own password and no other', async () => {
  const [ada, bea] = [await server.signUp('Ada'), await server.signUp('Bea')];
  const token = await invite(ada, bea.email, 'VIEWER');
  expect((await server.query(Invitation, { token })).invitation?.needsAccount).toBe(false);
  const wrong = await server.query(InvitationAccept, { input: { token, password: 'not the one' } });
  expect(wrong.invitationAccept.userErrors).toMatchObject([
    { code: 'INVALID', field: ['input', 'password'] },
  ]);
  await server.query(InvitationAccept, { input: { token, password: bea.password } });
  const { viewer } = await server.query(Viewer, {}, bea);
  expect(viewer?.creators.map(({ slug, role }) => `${slug} ${role ?? ''}`).sort()).toEqual(
    [`${ada.creatorSlug} VIEWER`, `${bea.creatorSlug} OWNER`].sort(),
  );
});

test('an invitation works once, also when two accept it at the same moment', async () => {
  const ada = await server.signUp();
  const token = await invite(ada, 'twice@example.org', 'VIEWER');
  const input = { token, name: 'Twice', password: 'three unusual words' };
  const answers = await Promise.all([1, 2].map(() => server.query(InvitationAccept, { input })));
  const joined = answers.filter(({ invitationAccept }) => invitationAccept.viewer !== null);
  expect(joined).toHaveLength(1);
  expect((await membersOf(ada)).filter(({ user }) => user.email === 'twice@example.org')).toHaveLength(1);
});

test('a second invitation to the same address ends the first, and a revoked one leads nowhere', async () => {
  const ada = await server.signUp();
  const first = await invite(ada, 'again@example.org', 'VIEWER');
  const second = await invite(ada, 'again@example.org', 'MANAGER');
  expect((await server.query(Invitation, { token: first })).invitation).toBeNull();
  expect((await server.query(Invitation, { token: second })).invitation?.role).toBe('MANAGER');
  const { creator } = await server.query(Members, { slug: ada.creatorSlug, manages: true }, ada);
  expect(creator?.invitations).toMatchObject([{ email: 'again@example.org', role: 'MANAGER' }]);
  await server.query(InvitationRevoke, { id: creator?.invitations?.[0]?.id ?? '' }, ada);
  expect((await server.query(Invitation, { token: second })).invitation).toBeNull();
  const { invitationAccept } = await server.query(InvitationAccept, {
    input: { token: second, name: 'Late', password: 'three unusual words' },
  });
  expect(invitationAccept.userErrors).toMatchObject([{ code: 'EXPIRED' }]);
});

test('a member cannot be invited again', async () => {
  const ada = await server.signUp();
  const { invitationCreate } = await server.query(
    InvitationCreate,
    { creatorId: ada.creatorId, input: { email: ada.email.toUpperCase(), role: 'VIEWER' } },
    ada,
  );
  expect(invitationCreate.userErrors).toMatchObject([{ code: 'TAKEN', field: ['input', 'email'] }]);
});

test('the last owner stays one, and stays', async () => {
  const ada = await server.signUp();
  const [owner] = await membersOf(ada);
  const id = owner?.id ?? '';
  const { memberUpdate } = await server.query(MemberUpdate, { id, input: { role: 'VIEWER' } }, ada);
  expect(memberUpdate.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  const { memberRemove } = await server.query(MemberRemove, { id }, ada);
  expect(memberRemove.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  expect((await membersOf(ada)).map(({ role }) => role)).toEqual(['OWNER']);
});

test('two owners who demote each other at the same moment leave one', async () => {
  const ada = await server.signUp();
  const bea = await join(ada, 'OWNER', 'Bea');
  const adaId = (await membersOf(ada)).find(({ user }) => user.name === 'Ada')?.id ?? '';
  const demote = (id: string, as: { cookie: string }) =>
    server.ask(print(MemberUpdate), { id, input: { role: 'VIEWER' } }, as);
  await Promise.all([demote(bea.memberId, ada), demote(adaId, bea)]);
  const rows = await server.asOwner(
    `select role from member where creator_id = ${ada.creatorId} and role = 'OWNER'`,
  );
  expect(rows).toHaveLength(1);
});

test('a manager neither makes nor unmakes owners', async () => {
  const ada = await server.signUp();
  const manager = await join(ada, 'MANAGER');
  const adaId = (await membersOf(ada)).find(({ role }) => role === 'OWNER')?.id ?? '';
  const codes = [];
  for (const [document, variables] of [
    [MemberUpdate, { id: manager.memberId, input: { role: 'OWNER' } }],
    [MemberUpdate, { id: adaId, input: { role: 'VIEWER' } }],
    [MemberRemove, { id: adaId }],
    [InvitationCreate, { creatorId: ada.creatorId, input: { email: 'o@example.org', role: 'OWNER' } }],
  ] as const) {
    const answer = await server.ask(print(document), variables, manager);
    codes.push(answer.errors?.[0]?.extensions?.code);
  }
  expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  expect(await membersOf(ada)).toHaveLength(2);
});

test.each([
  ['VIEWER', { project: false, member: false, token: false }],
  ['FULFILLER', { project: false, member: false, token: false }],
  ['MANAGER', { project: true, member: true, token: true }],
  ['OWNER', { project: true, member: true, token: true }],
] as const)('%s may do what the table says', async (role, may) => {
  const ada = await server.signUp();
  const one = await join(ada, role);
  const allowed = async (document: string) =>
    (await server.ask(document, {}, one)).errors?.[0]?.extensions?.code !== 'FORBIDDEN';
  expect({
    project: await allowed(`mutation { projectCreate(input: { title: "By ${role}" }) { project { id } } }`),
    member: await allowed(
      `mutation { invitationCreate(creatorId: "${ada.creatorId}", input: { email: "by-${role}@example.org", role: VIEWER }) { invitation { id } } }`,
    ),
    token: await allowed(
      `mutation { tokenCreate(creatorId: "${ada.creatorId}", input: { name: "t", scopes: [BACKERS_READ] }) { secret } }`,
    ),
  }).toEqual(may);
});

test('what a role may do in one creator it may not do in another', async () => {
  const [ada, bea] = [await server.signUp('Ada'), await server.signUp('Bea')];
  const token = await invite(ada, bea.email, 'VIEWER');
  await server.query(InvitationAccept, { input: { token, password: bea.password } });
  const document = (creatorId: string) =>
    `mutation { tokenCreate(creatorId: "${creatorId}", input: { name: "t", scopes: [BACKERS_READ] }) { token { id } } }`;
  expect((await server.ask(document(bea.creatorId), {}, bea)).errors).toBeUndefined();
  expect((await server.ask(document(ada.creatorId), {}, bea)).errors?.[0]?.extensions?.code).toBe(
    'FORBIDDEN',
  );
  const listed = await server.ask(`{ creator(slug: "${ada.creatorSlug}") { tokens { id } } }`, {}, bea);
  expect(listed.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

test('who is removed sees nothing from the next request on', async () => {
  const ada = await server.signUp();
  const gone = await join(ada, 'MANAGER');
  await server.query(MemberRemove, { id: gone.memberId }, ada);
  const { viewer } = await server.query(Viewer, {}, gone);
  expect(viewer?.creators).toEqual([]);
  expect((await server.query(Members, { slug: ada.creatorSlug, manages: false }, gone)).creator).toBeNull();
});
