import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeXmlDocument, xmlNode } from './xml-document.ts';

const document = xmlNode('a:root', { 'xmlns:a': 'urn:a&b', missing: undefined, x: '"1"' }, [
  xmlNode('a:empty'),
  xmlNode('a:text', { y: '' }, 'one < two'),
  xmlNode('a:deep', {}, [xmlNode('a:er')]),
]);

test('a document is indented by two, and empty elements close themselves', () => {
  assert.equal(
    writeXmlDocument(document),
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<a:root xmlns:a="urn:a&amp;b" x="&quot;1&quot;">',
      '  <a:empty />',
      '  <a:text y="">one &lt; two</a:text>',
      '  <a:deep>',
      '    <a:er />',
      '  </a:deep>',
      '</a:root>',
    ].join('\n'),
  );
});

test('a style puts down tags and text each in its own way', () => {
  const style = { markup: (piece: string) => piece.toUpperCase(), text: (piece: string) => `[${piece}]` };
  assert.equal(
    writeXmlDocument(xmlNode('a', {}, 'b<c'), style),
    '<?XML VERSION="1.0" ENCODING="UTF-8"?>\n<A>[b&lt;c]</A>',
  );
});
