import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlText } from './html.ts';

test('text stays text between tags and between quotes', () => {
  assert.equal(htmlText(`<a b="c" d='e'>&amp;</a>`), '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;&lt;/a&gt;');
});

test('nothing that opens a tag, an attribute or an entity of its own gets through, and all of it can be had back', () => {
  const back: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = htmlText(text);
      assert.doesNotMatch(written, /[<>"']/);
      assert.equal(
        written.replace(/&([^;]*);/g, (_all, name: string) => back[name] ?? assert.fail(name)),
        text,
      );
    }),
  );
});
