import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formats } from './formats.ts';
import { router } from './route.ts';

const route = router(
  [
    { name: 'Authenticate', routes: ['/auth', '/auth/{provider}', '/authenticate'] },
    { name: 'ConvertSessionToToken', routes: ['/session-to-token'] },
  ],
  formats,
);

function said(path: string): string {
  const routing = route(path);
  if (routing === undefined) return 'nowhere';
  if (routing.kind === 'unknown-operation') return `unknown ${routing.name} ${routing.predefined}`;
  const values = routing.values.map(([name, value]) => ` ${name}=${value}`).join('');
  return `${routing.name}${routing.isBatch ? '[]' : ''}${values} ${routing.suffix ?? '-'} ${routing.predefined ?? '-'}`;
}

const ROWS: readonly (readonly [path: string, expected: string])[] = [
  ['/session-to-token', 'ConvertSessionToToken - -'],
  ['/SESSION-to-Token/', 'ConvertSessionToToken - -'],
  ['/session-to-token.json', 'ConvertSessionToToken json -'],
  ['/session-to-token.xml', 'ConvertSessionToToken xml -'],
  ['/session-to-token.html', 'ConvertSessionToToken html -'],
  ['/session-to-token.XML', 'nowhere'],
  ['/session-to-token.pdf', 'nowhere'],
  ['/session-to-token/more', 'nowhere'],
  ['//session-to-token', 'nowhere'],
  ['/auth', 'Authenticate - -'],
  ['/auth/', 'Authenticate - -'],
  ['/auth/credentials', 'Authenticate provider=credentials - -'],
  ['/auth/Credentials.xml', 'Authenticate provider=Credentials xml -'],
  ['/auth/foo.bar', 'Authenticate provider=foo.bar - -'],
  ['/auth/a%20b', 'Authenticate provider=a b - -'],
  ['/auth/%ff', 'nowhere'],
  ['/auth/a/b', 'nowhere'],
  ['/Authenticate', 'Authenticate - -'],
  ['/ConvertSessionToToken', 'ConvertSessionToToken - json'],
  ['/convertsessiontotoken/', 'ConvertSessionToToken - json'],
  ['/json/reply/convertsessiontotoken', 'ConvertSessionToToken - json'],
  ['/xml/reply/ConvertSessionToToken', 'ConvertSessionToToken - xml'],
  ['/XML/Reply/Authenticate/', 'Authenticate - xml'],
  ['/json/reply/Nope', 'unknown Nope json'],
  ['/csv/reply/Nope', 'unknown Nope csv'],
  ['/pdf/reply/Authenticate', 'nowhere'],
  ['/json/oneway/Authenticate', 'Authenticate - json'],
  ['/json/later/Authenticate', 'nowhere'],
  ['/json/reply/Authenticate[]', 'Authenticate[] - json'],
  ['/json/reply/Authenticate%5B%5D', 'Authenticate[] - json'],
  ['/Authenticate[]', 'Authenticate[] - json'],
  ['/jsv/reply/Nope[]', 'unknown Nope[] jsv'],
  ['/auth.csv', 'Authenticate csv -'],
  ['/json/Authenticate', 'nowhere'],
  ['/Nope', 'nowhere'],
  ['', 'nowhere'],
  ['/', 'nowhere'],
];

for (const [path, expected] of ROWS) test(`${path} leads to ${expected}`, () => assert.equal(said(path), expected));

test('no path throws', () => {
  fc.assert(fc.property(fc.oneof(fc.webPath(), fc.string()), (path) => void said(`/${path}`)));
});
