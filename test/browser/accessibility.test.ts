/**
 * Every page that a person can come to, held to WCAG 2.2 A and AA as far as a machine can tell, in both schemes; on the narrowest screen; and a way through
 * the pages by the keyboard alone.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { STOPS } from './every-page.ts';
import { authorizeUrl, heading, openVisit, toldClient } from './visit.ts';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The rules of WCAG 2.0, 2.1 and 2.2, levels A and AA. */
const ALL_RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };

/** Those of them that look at colours: the others can't tell one scheme from another. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function violationsOn(page: Page, rules: object): Promise<readonly string[]> {
  const run = `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`;
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(run);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test('no page breaks a rule of WCAG 2.2 A or AA in either scheme, or is wider than the narrowest screen', async (t) => {
  const visit = await openVisit(t);
  const { page } = visit;
  // Else the colours would still be on their way when they are looked at.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [name, title, go] of STOPS) {
    await t.test(name, async () => {
      await go(visit);
      await page.waitForFunction(`document.title.startsWith(${JSON.stringify(title)})`);
      await page.evaluate(AXE);
      await page.emulateMedia({ colorScheme: 'light' });
      assert.deepEqual(await violationsOn(page, ALL_RULES), [], 'light');
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await violationsOn(page, COLOUR_RULES), [], 'dark');
      await page.setViewportSize(NARROW);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), NARROW.width);
      await page.setViewportSize(WIDE);
    });
  }
});

const FOCUSED = `(({ innerText, localName }, { outlineStyle }) => ({ name: innerText.replace(/\\s+/g, ' ').trim() || localName, outlineStyle }))(
  document.activeElement, getComputedStyle(document.activeElement))`;

/** Moves on with Tab until the cursor stands on what has this name, and asks that it be seen wherever it stands. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const reached: string[] = [];
  while (reached.at(-1) !== wanted && reached.length < 15) {
    await page.keyboard.press('Tab');
    const { name, outlineStyle } = await page.evaluate<{ name: string; outlineStyle: string }>(FOCUSED);
    assert.notEqual(outlineStyle, 'none', name);
    reached.push(name);
  }
  assert.equal(reached.at(-1), wanted, reached.join(', '));
}

test('by the keyboard alone: log in, consent, connections, log out', async (t) => {
  const visit = await openVisit(t);
  const { page, demo } = visit;
  const press = (key: string) => page.keyboard.press(key);
  await page.goto(authorizeUrl(visit));
  // A page takes the focus when it is first drawn, which may be after it has loaded.
  await page.locator('#name:focus').waitFor();
  await page.keyboard.type('ada');
  await press('Tab');
  await page.keyboard.type('ada-demo-pass');
  await tabTo(page, 'Log in');
  await press('Enter');
  await page.waitForURL('**/consent?**');
  await tabTo(page, 'Refuse');
  await press('Shift+Tab');
  await press('Space');
  assert.ok((await toldClient(page)).code !== undefined);

  await page.goto(`${demo.urls.c1}/connections`);
  await tabTo(page, 'End this connection with Demo client app');
  await press('Space');
  await tabTo(page, 'End it now');
  await press('Enter');
  assert.match(await page.getByRole('status').innerText(), /has been ended/);
  assert.equal(await page.getByText('Demo client app').count(), 0);
  await tabTo(page, 'Log out');
  await press('Enter');
  await page.waitForURL('**/sign-out');
  assert.equal(await heading(page), 'You are logged out');
});
