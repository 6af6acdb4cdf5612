/** That the browser of the tests starts and keeps the rules of browsers, which the tests of the pages rely on. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { launchBrowser } from '../support/browser.ts';

async function serve(t: TestContext, body: string): Promise<string> {
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(body));
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('two browsers start at once, draw a page, and keep origins apart', async (t) => {
  const browsers = await Promise.all([launchBrowser(), launchBrowser()]);
  t.after(() => Promise.all(browsers.map((browser) => browser.close())));
  const [one, two] = await Promise.all([
    serve(t, '<h1 style="display: inline-block">One</h1>'),
    serve(t, 'for two alone'),
  ]);
  for (const browser of browsers) {
    const page = await browser.newPage();
    await page.goto(one);
    assert.equal(await page.textContent('h1'), 'One');
    assert.equal(await page.locator('h1').isVisible(), true);
    const asked = await page.evaluate(`fetch('${two}').then((answer) => answer.text(), () => 'kept apart')`);
    assert.equal(asked, 'kept apart');
  }
});
