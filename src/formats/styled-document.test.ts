import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { html } from './markup.ts';
import { linkedDocument, styledDocument, stylePolicy } from './styled-document.ts';

test('a document links to its stylesheet, its title and address escaped', () => {
  const document = linkedDocument('A & B', '/a"b.css', html`<p>${'<'}</p>`);
  assert.match(
    document,
    /<title>A &amp; B<\/title>\n<link rel="stylesheet" href="\/a&quot;b\.css">\n<\/head>\n<body>\n<p>&lt;<\/p>\n<\/body>/,
  );
});

test('a document names what programs read in its place, escaped, and by itself nothing', () => {
  assert.match(
    styledDocument('A', '', '', 'http://h/x?a&b"c'),
    /<link rel="alternate" type="text\/xml" href="http:\/\/h\/x\?a&amp;b&quot;c">/,
  );
  assert.doesNotMatch(styledDocument('A', '', ''), /<link/);
});

test('a document loads nothing, and its policy lets its own style apply and no other', async () => {
  const style = 'a { color: red; }\nb::before { content: "\u20ac"; }';
  const html = styledDocument('A & B', style, '<p>hello</p>');
  assert.match(html, /<title>A &amp; B<\/title>/);
  const applied = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(applied).digest('base64');
  assert.equal(
    await stylePolicy(style, "'none'"),
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
  );
});
