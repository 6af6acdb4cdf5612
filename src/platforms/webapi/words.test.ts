import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DENIED,
  FAULT,
  invalidModel,
  notFound,
  writeError,
  writeErrorXml,
  wrongMediaType,
  wrongVerb,
} from './words.ts';

test('the bodies are those that the reference page prints', () => {
  assert.equal(writeError(DENIED), '{"Message":"Authorization has been denied for this request."}');
  assert.equal(
    writeError(notFound('http://localhost/api/nope', 'nope')),
    '{"Message":"No HTTP resource was found that matches the request URI \'http://localhost/api/nope\'.","MessageDetail":"No type was found that matches the controller named \'nope\'."}',
  );
  assert.equal(
    writeError(wrongVerb('DELETE', ['GET'])),
    '{"Message":"The requested resource does not support http method \'DELETE\'."}',
  );
  assert.equal(
    writeError(wrongMediaType('text/plain')),
    '{"Message":"The request entity\'s media type \'text/plain\' is not supported for this resource."}',
  );
  assert.equal(
    writeError(invalidModel({ 'r.userName': ['The userName field is required.'] })),
    '{"Message":"The request is invalid.","ModelState":{"r.userName":["The userName field is required."]}}',
  );
});

test('XML has an element for each member', () => {
  assert.equal(
    writeErrorXml(invalidModel({ 'r.userName': ['The userName field is required.', 'a < b'] })),
    '<Error><Message>The request is invalid.</Message><ModelState><r.userName>The userName field is required. a &lt; b</r.userName></ModelState></Error>',
  );
  assert.equal(writeErrorXml({ status: 400, headers: {}, members: { Message: '' } }), '<Error><Message /></Error>');
});

test('statuses and headers', () => {
  assert.deepEqual(
    [DENIED, FAULT, notFound('a', 'b'), wrongVerb('PUT', ['GET', 'POST']), wrongMediaType('a/b')].map((e) => e.status),
    [401, 500, 404, 405, 415],
  );
  assert.deepEqual(DENIED.headers, { 'www-authenticate': 'Bearer' });
  assert.deepEqual(wrongVerb('PUT', ['GET', 'POST']).headers, { allow: 'GET,POST' });
});
