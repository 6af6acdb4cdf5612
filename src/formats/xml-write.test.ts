import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXml } from './xml-read.ts';
import { xmlAttribute, xmlText } from './xml-write.ts';

const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function legal(value: string): string {
  return value.replace(FORBIDDEN, '\ufffd');
}

test('text escapes what XmlWriter escapes and nothing else', () => {
  assert.equal(xmlText('plain'), 'plain');
  assert.equal(xmlText(`<a href="x" k='y'>&</a>`), `&lt;a href="x" k='y'&gt;&amp;&lt;/a&gt;`);
  assert.equal(xmlText('1\r\n2\t3'), '1&#xD;\n2\t3');
  assert.equal(xmlText(']]>'), ']]&gt;');
  assert.equal(xmlText('é€😀'), 'é€😀');
});

test('an attribute escapes its quotes and white space too', () => {
  assert.equal(xmlAttribute(`"'<>&\t\r\n`), `&quot;'&lt;&gt;&amp;&#x9;&#xD;&#xA;`);
});

test('characters that XML 1.0 forbids become U+FFFD', () => {
  assert.equal(xmlText('a\0b\u0008c\u000bd\ufffee\uffff'), 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffd');
  assert.equal(xmlText('\ud800x\udc00\ud83d\ude00\ud83d'), '\ufffdx\ufffd😀\ufffd');
});

test('what is written reads back as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.nat(0xffff), { maxLength: 8 }),
      (text, units) => {
        const value = text + String.fromCharCode(...units);
        const reading = readXml(`<a k="${xmlAttribute(value)}">${xmlText(value)}</a>`);
        assert.ok(reading.ok);
        assert.equal(reading.root.text, legal(value));
        assert.equal(reading.root.attributes[0]?.value, legal(value));
      },
    ),
    { numRuns: 1000 },
  );
});
