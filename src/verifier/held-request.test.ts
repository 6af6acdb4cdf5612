import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { heldRequest, MANNERS, type QuestionPlace } from './held-request.ts';

const PLACE: QuestionPlace = { path: '/verify', siteUrl: 'https://login.example' };

const FORWARDED = {
  'x-forwarded-method': 'PUT',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'app.example:8443',
  'x-forwarded-uri': '/a/b?c=d#e',
};
const ORIGINAL = { 'x-original-method': 'PUT', 'x-original-url': 'https://app.example:8443/a/b?c=d' };
const HELD = { method: 'PUT', url: 'https://app.example:8443/a/b' };

function held(manner: (typeof MANNERS)[number], headers: Readonly<Record<string, string | string[]>>, url = '/verify') {
  return heldRequest({ method: 'PUT', headers, url }, manner, PLACE);
}

test('each proxy is read in its own manner, without the query', () => {
  assert.deepEqual(held('forwarded', FORWARDED), HELD);
  assert.deepEqual(held('original', ORIGINAL), HELD);
  const host = 'app.example:8443';
  assert.deepEqual(held('path', { host, 'x-forwarded-proto': 'http' }, '/verify/a/b?c=d'), {
    method: 'PUT',
    url: 'http://app.example:8443/a/b',
  });
  assert.deepEqual(held('path', { host }, '/verify/a/b'), HELD, 'the scheme is that of the site where none is told');
  assert.deepEqual(held('path', { host }, '/verify/'), { method: 'PUT', url: 'https://app.example:8443/' });
});

test('what a client sends in another manner is not read', () => {
  const mine = { 'x-original-method': 'GET', 'x-original-url': 'https://other.example/' };
  assert.deepEqual(held('forwarded', { ...mine, ...FORWARDED, host: 'other.example' }), HELD);
  assert.deepEqual(
    held('original', { ...FORWARDED, 'x-forwarded-uri': '/x', ...ORIGINAL, host: 'other.example' }),
    HELD,
  );
  assert.equal(held('original', FORWARDED), undefined);
  assert.equal(held('forwarded', ORIGINAL), undefined);
  assert.equal(held('path', { ...FORWARDED, host: 'app.example' }), undefined, 'there is no path behind ours');
});

test('a request that is told in part, twice, or as none could be, is not known', () => {
  for (const name of Object.keys(FORWARDED)) {
    const { [name as keyof typeof FORWARDED]: told, ...others } = FORWARDED;
    assert.equal(held('forwarded', others), undefined, name);
    assert.equal(held('forwarded', { ...FORWARDED, [name]: [told, told] }), undefined, name);
    // The slash or the space after the comma is none that these may have.
    assert.equal(held('forwarded', { ...FORWARDED, [name]: `${told}, ${told}` }), undefined, name);
    assert.equal(held('forwarded', { ...FORWARDED, [name]: '' }), undefined, name);
  }
  for (const host of ['a/b', 'a@b', 'a?b', 'a#b', 'a b', 'a:b', '-', '[::1', 'a\\b']) {
    assert.equal(held('forwarded', { ...FORWARDED, 'x-forwarded-host': host }), undefined, host);
    const url = `https://${host}/a`;
    if (!/[/?#]/.test(host)) assert.equal(held('original', { ...ORIGINAL, 'x-original-url': url }), undefined, url);
  }
  for (const url of ['/a/b', 'ftp://app.example/', 'https://', 'https://app.example', 'app.example/a', '*']) {
    assert.equal(held('original', { ...ORIGINAL, 'x-original-url': url }), undefined, url);
  }
});

test('whatever a proxy tells: what is known of it is an address that means what it says', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('https', 'app.example', '/a', 'GET', 'https://app.example/a?b'));
  const headers = fc.dictionary(fc.constantFrom(...Object.keys(FORWARDED), ...Object.keys(ORIGINAL), 'host'), word);
  fc.assert(
    fc.property(headers, word, fc.constantFrom(...MANNERS), (given, target, manner) => {
      const found = held(manner, given, `/verify${target}`);
      if (found === undefined) return;
      const url = new URL(found.url);
      assert.ok(/^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '');
    }),
  );
});
