import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { html, NO_MARKUP } from './markup.ts';

test('text is escaped and pieces are not', () => {
  const item = (text: string) => html`<li title="${text}">${text}</li>`;
  assert.equal(
    html`<ul>${['<a>', '"&\''].map(item)}</ul>${NO_MARKUP}${3}`.markup,
    '<ul><li title="&lt;a&gt;">&lt;a&gt;</li><li title="&quot;&amp;&#39;">&quot;&amp;&#39;</li></ul>3',
  );
});

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
