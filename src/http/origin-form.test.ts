import assert from 'node:assert/strict';
import { test } from 'node:test';
import { originForm } from './origin-form.ts';

test('scheme and authority are left out, and nothing else is', () => {
  assert.equal(originForm('http://a.example:80/b?c=http://d/'), '/b?c=http://d/');
  assert.equal(originForm('HTTPS://a.example'), '/');
  assert.equal(originForm('http://a.example?b'), '/?b');
  for (const target of ['/a?b', '//a/b', '*', 'a.example:80', 'ftp://a/b', '']) {
    assert.equal(originForm(target), target);
  }
});
