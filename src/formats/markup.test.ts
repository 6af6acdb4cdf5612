import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, NO_MARKUP } from './markup.ts';

test('text is escaped and pieces are not', () => {
  const item = (text: string) => html`<li title="${text}">${text}</li>`;
  assert.equal(
    html`<ul>${['<a>', '"&\''].map(item)}</ul>${NO_MARKUP}${3}`.markup,
    '<ul><li title="&lt;a&gt;">&lt;a&gt;</li><li title="&quot;&amp;&#39;">&quot;&amp;&#39;</li></ul>3',
  );
});
