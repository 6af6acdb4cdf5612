/** Pieces of what the pages show and of where they send a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureFragment } from '../sign-in-address.ts';
import { indentedXml } from './indented-xml.ts';

test('XML is indented as the framework prints it', () => {
  const xml =
    '<?xml version="1.0" encoding="utf-8"?><a xmlns="urn:x"><b><c>text &lt;</c><d i:nil="true" /></b><e></e><f /></a>';
  assert.equal(
    indentedXml(xml),
    '<a xmlns="urn:x">\n  <b>\n    <c>text &lt;</c>\n    <d i:nil="true" />\n  </b>\n  <e>\n  </e>\n  <f />\n</a>',
  );
});

test('a failure goes behind the # in the framework’s words', () => {
  assert.equal(failureFragment('Invalid Username or Password'), 'f=Invalid+Username+or+Password');
  assert.equal(failureFragment('a#b"c'), 'f=a%23b%22c');
});
