import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openDemo } from '../../../test/support/demo.ts';

/** The system's own page as its text was taken down: cells of tables between bars, a line of dashes under their heads. */
const SEED = readFileSync(new URL('../../../wire/yindo/token-page.txt', import.meta.url), 'utf8');

function wordsOfSeed(): readonly string[] {
  return SEED.replaceAll('|---', ' ').replaceAll('|', ' ').split(/\s+/).filter(Boolean);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

function wordsOf(page: string): readonly string[] {
  const [, main = ''] = /<main>(.*)<\/main>/s.exec(page) ?? [];
  const text = main.replace(/<[^>]*>/g, ' ').replace(/&(#?\w+);/g, (_all, name: string) => ENTITIES[name] ?? '?');
  return text.split(/\s+/).filter(Boolean);
}

async function get(url: string) {
  const demo = await openDemo({ sites: ['c1'] });
  try {
    return await demo.inject('c1', { method: 'GET', url });
  } finally {
    await demo.close();
  }
}

test('the page of POST token says word for word what the system’s own page says', async () => {
  const { statusCode, body } = await get('/Help/Api/POST-token');
  assert.equal(statusCode, 200);
  assert.ok(wordsOfSeed().length > 300);
  assert.deepEqual(wordsOf(body), wordsOfSeed());
});

test('every call has its page, and the list links to all of them', async () => {
  const { body } = await get('/Help');
  const links = [...body.matchAll(/href="([^"]+)"/g)]
    .map(([, link = '']) => link)
    .filter((link) => link.includes('/Api/'));
  assert.deepEqual(links, [
    '/Help/Api/POST-token',
    '/Help/Api/GET-me',
    '/Help/Api/GET-me-sessions_before',
    '/Help/Api/DELETE-me-session',
    '/Help/Api/DELETE-me-sessions-sessionKey',
    '/Help/Api/POST-me-devices-end',
  ]);
  for (const link of links) assert.equal((await get(link)).statusCode, 200, link);
  assert.equal((await get('/help/api/post-TOKEN')).statusCode, 200);
  assert.equal((await get('/Help/Api/GET-nothing')).statusCode, 404);
});

test('a page may load its stylesheet and nothing else', async () => {
  const { headers, body } = await get('/Help/Api/GET-me-sessions_before');
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.doesNotMatch(body, /<script|style=|onload/);
  assert.equal((await get('/Help/style.css')).headers['content-type'], 'text/css; charset=utf-8');
});

test('what is inside a record is told too, and a call without a body says so', async () => {
  const words = wordsOf((await get('/Help/Api/GET-me-sessions_before')).body).join(' ');
  assert.match(words, /^GET me\/sessions\?before=\{before\} /);
  assert.match(words, /Body Parameters None\. Response Information/);
  assert.match(words, /sessions The sessions, the newest first, 100 at most\. Collection of Session None\./);
  assert.match(words, /Session Name Description Type Additional information sessionKey /);
  assert.match(words, /<sessions> <Session> <clientKey>sample string 2<\/clientKey>/);
  const silent = wordsOf((await get('/Help/Api/DELETE-me-sessions-sessionKey')).body).join(' ');
  assert.match(
    silent,
    /sessionKey The sessionkey of a session of the same user\. string Required Body Parameters None\./,
  );
  assert.match(silent, /Resource Description None\.$/);
});
