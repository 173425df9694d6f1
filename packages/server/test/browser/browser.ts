import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { DEMO } from '../../src/demo/seed.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** The client as `npm start` built it. */
const CLIENT = fileURLToPath(new URL('../../../client/dist', import.meta.url));

/** A browser without connections of its own, so that what it asks for is what the page asks for. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath)
    throw new Error('CHROMIUM_PATH names no browser; run the journeys through "npm test".');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A Waybill that runs its jobs and serves the built client. */
export function startWithClient(
  options: { smtpUrl?: string; simulatorUrl?: string } = {},
): Promise<TestServer> {
  if (!existsSync(CLIENT)) throw new Error('The client is not built; run the journeys through "npm test".');
  return startTestServer({ ...options, works: true, clientDist: CLIENT });
}

/** What a page must never do: throw, log an error, or be answered with errors. */
export interface Watched {
  page: Page;
  context: BrowserContext;
  troubles: string[];
}

export async function openPage(
  browser: Browser,
  options: { width?: number; scheme?: 'light' | 'dark'; cookie?: string; url: string },
): Promise<Watched> {
  const width = options.width ?? 1440;
  const context = await browser.newContext({
    baseURL: options.url,
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: options.scheme ?? 'light',
    // On a busy machine two frames of a movement can look alike: Playwright takes what moves for still, presses here,
    // lets go there, and there was no click.
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  if (options.cookie) {
    const [name = '', ...value] = options.cookie.split('=');
    await context.addCookies([{ name, value: value.join('='), url: options.url }]);
  }
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.setDefaultTimeout(30_000);
  return { page, context, troubles };
}

/** Whether nothing moves but what turns for ever. */
const STILL = `document.getAnimations().every((one) =>
  one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)`;

/** What axe finds, as lines a person can act on; colours included, and so looked at when none is on its way. */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  await expect.poll(() => page.evaluate<boolean>(STILL)).toBe(true);
  // A mail's preview may run no script, axe's neither: it would wait for that frame for ever. Without frames the legacy
  // mode finds the same, and opens no page of its own for each look.
  const axe = new AxeBuilder({ page }).exclude('iframe').setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} (${node.target.join(' ')})`),
  );
}

/** The dark page differs from the light one in its colours alone; the narrow one in what is there. */
const LOOKS = [
  { scheme: 'light', width: 1440, rules: undefined },
  { scheme: 'dark', width: 1440, rules: ['color-contrast', 'link-in-text-block'] },
  { scheme: 'light', width: 390, rules: undefined },
] as const;

const hasScheme = (scheme: string) => `document.documentElement.dataset.mantineColorScheme === '${scheme}'`;

/**
 * What axe finds in the page as it stands, light and dark, wide and narrow: the page follows without being loaded and
 * brought to where it is once more.
 *
 * @param what names the screen in the findings
 */
export async function axeInEveryLook(page: Page, what = page.url()): Promise<string[]> {
  const before = page.viewportSize();
  const findings: string[] = [];
  for (const { scheme, width, rules } of LOOKS) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
    await expect.poll(() => page.evaluate<boolean>(hasScheme(scheme))).toBe(true);
    findings.push(
      ...(await axeFindings(page, rules && [...rules])).map(
        (finding) => `${what} ${scheme} at ${width}: ${finding}`,
      ),
    );
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
  return findings;
}

/** Signs in to the demo by the form; answers the session's cookie, for what is done besides the page. */
export async function signInToDemo(page: Page): Promise<string> {
  await page.goto('/sign-in');
  await page.getByLabel(/email/i).fill(DEMO.email);
  await page
    .getByLabel(/password/i)
    .first()
    .fill(DEMO.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Projects' }).waitFor();
  const session = (await page.context().cookies()).find(({ name }) => /^(__Host-)?sid$/.test(name));
  if (!session) throw new Error('Signing in left no session.');
  return `${session.name}=${session.value}`;
}
