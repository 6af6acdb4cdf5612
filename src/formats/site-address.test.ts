import assert from 'node:assert/strict';
import { test } from 'node:test';
import { siteAddress } from './site-address.ts';

const URL = 'https://c1.example:8443';

test('the host is that of the request, the scheme that of the site', () => {
  for (const host of ['a.example', 'A.example:80', '127.0.0.1:8081', '[::1]:8081', 'my_host']) {
    assert.equal(siteAddress(host, URL), `https://${host}`);
  }
  assert.equal(siteAddress('a.example', 'http://c1'), 'http://a.example');
});

test('what is no host leaves the site its own address', () => {
  for (const host of [undefined, '', 'a/b', 'a?b', 'a b', 'a"b', '<a>', 'a@b', 'a:port', '-a', '[::1', 'é.example']) {
    assert.equal(siteAddress(host, URL), URL, host);
  }
});
