/** yindo's help pages in a real browser: its policy lets the page have its style, nothing else is asked for, and the text is there as text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from '../support/browser.ts';
import { openDemo } from '../support/demo.ts';

test('the help pages are styled, load nothing else and fit a narrow screen', async (t) => {
  const demo = await openDemo({ sites: ['c1'] });
  t.after(demo.close);
  const { c1 } = await demo.listen();
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`http://127.0.0.1:${c1}/Help`);
  await page.getByRole('link', { name: 'POST token' }).click();
  assert.equal(await page.title(), 'POST token - Yindo');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'POST token');
  const main = await page.locator('main').innerText();
  assert.match(main, /<clientKey>sample string 4<\/clientKey>/);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  assert.ok(Number(width) <= 360, `the page is ${width} wide`);
  const font = await page.evaluate('getComputedStyle(document.querySelector("pre")).fontFamily');
  assert.match(String(font), /monospace/);
  const others = asked.filter((path) => path !== '/favicon.ico');
  assert.deepEqual(new Set(others), new Set(['/Help', '/Help/style.css', '/Help/Api/POST-token']));
  assert.deepEqual(
    complaints.filter((text) => !text.includes('favicon')),
    [],
  );
});
