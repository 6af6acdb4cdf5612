/** Pieces of the pages: whatever a contract or a caller says stays text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indentedXml } from './indented-xml.ts';
import { failureFragment, signInPage } from './sign-in-page.ts';

test('XML is indented as the framework prints it', () => {
  const xml =
    '<?xml version="1.0" encoding="utf-8"?><a xmlns="urn:x"><b><c>text &lt;</c><d i:nil="true" /></b><e></e><f /></a>';
  assert.equal(
    indentedXml(xml),
    '<a xmlns="urn:x">\n  <b>\n    <c>text &lt;</c>\n    <d i:nil="true" />\n  </b>\n  <e>\n  </e>\n  <f />\n</a>',
  );
});

test('nothing that the sign-in page is given becomes markup', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (service, continueAt, failure) => {
      const { markup } = signInPage({ service, action: '/a', continueAt, failures: [failure] }).body;
      const plain = signInPage({ service: '', action: '/a', continueAt: '', failures: [''] }).body.markup;
      const tags = (text: string) => text.replace(/[^<>"]/g, '');
      assert.equal(tags(markup), tags(plain));
    }),
  );
});

test('a failure goes behind the # in the framework’s words', () => {
  assert.equal(failureFragment('Invalid Username or Password'), 'f=Invalid+Username+or+Password');
  assert.equal(failureFragment('a#b"c'), 'f=a%23b%22c');
});
