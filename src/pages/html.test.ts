import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { html } from './html.ts';

test('a text is escaped, markup stays, lists are joined, and nothing leaves nothing', () => {
  const inner = [html`<b>${'<i>'}</b>`, html`&amp;`];
  assert.equal(
    html`<p title="${'"'}">${inner}${undefined}${7}</p>`.markup,
    '<p title="&quot;"><b>&lt;i&gt;</b>&amp;7</p>',
  );
});

test('no text becomes markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(html`${text}`.markup, /[<>"']/);
    }),
  );
});
