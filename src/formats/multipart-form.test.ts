import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { largestForm } from './form.ts';
import { readMultipartForm } from './multipart-form.ts';

const TYPE = 'multipart/form-data; boundary=x';

const read = (text: string, type = TYPE) => readMultipartForm(Buffer.from(text), type);

const part = (head: string, value: string) => `--x\r\n${head}\r\n\r\n${value}\r\n`;
const field = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value);

test('fields are read in their order, as often as they come, whatever stands around and beside them', () => {
  const text = `preamble\r\n${field('a', '1')}${field('é', 'ü\r\n--y')}${field('a', '')}--x--\r\nepilogue`;
  const form = [
    ['a', '1'],
    ['é', 'ü\r\n--y'],
    ['a', ''],
  ];
  assert.deepEqual(read(text), { ok: true, form });
  assert.deepEqual(read('--x--'), { ok: true, form: [] });
});

test('names without quotes and other headers are read, as .NET writes them', () => {
  const text = part('Content-Type: text/plain; charset=utf-8\r\ncontent-disposition: form-data; name=UserName', 'ada');
  assert.deepEqual(read(`${text}--x--`, 'Multipart/Form-Data; charset=utf-8; Boundary="x"'), {
    ok: true,
    form: [['UserName', 'ada']],
  });
});

test('a file is no field', () => {
  const file = part('Content-Disposition: form-data; name="a"; filename="a.txt"\r\nContent-Type: a/b', 'text');
  assert.deepEqual(read(`${file}${field('b', '2')}--x--`), { ok: true, form: [['b', '2']] });
});

test('what is broken is told', () => {
  const broken = { ok: false, fault: 'broken-parts' };
  for (const text of ['', 'a=1', field('a', '1'), '--x\r\n\r\nnameless\r\n--x--', `--xy${field('a', '1')}--x--`]) {
    assert.deepEqual(read(text), broken, text);
  }
  assert.deepEqual(read(`${part('Content-Disposition: form-data', '1')}--x--`), broken);
  assert.deepEqual(read(`${field('a', '1')}--x--`, 'multipart/form-data'), broken);
  assert.deepEqual(read(`${field('a', '1')}--x--`, `multipart/form-data; boundary=${'x'.repeat(71)}`), {
    ok: false,
    fault: 'broken-parts',
  });
  const bytes = Buffer.concat([
    Buffer.from('--x\r\nContent-Disposition: form-data; name=a\r\n\r\n'),
    Buffer.from([0xff]),
  ]);
  assert.deepEqual(readMultipartForm(Buffer.concat([bytes, Buffer.from('\r\n--x--')]), TYPE), {
    ok: false,
    fault: 'not-utf-8',
  });
});

test('there may be as many fields as a form has, and no more', () => {
  const most = field('a', '').repeat(largestForm);
  const reading = read(`${most}--x--`);
  assert.ok(reading.ok);
  assert.equal(reading.form.length, largestForm);
  assert.deepEqual(read(`${most}${field('a', '')}--x--`), { ok: false, fault: 'too-many-fields' });
});

test('what the platform itself writes is read back', async () => {
  const name = fc.stringMatching(/^[\w é-]{1,8}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, fc.string({ unit: 'grapheme' }))), async (pairs) => {
      const form = new FormData();
      for (const [key, value] of pairs) form.append(key, value);
      const request = new Request('http://x', { method: 'POST', body: form });
      const type = request.headers.get('content-type') ?? '';
      const reading = readMultipartForm(new Uint8Array(await request.arrayBuffer()), type);
      // A lone line break is written as CR LF (HTML standard, multipart form data), and a mark at the start is dropped.
      const sent = pairs.map(([key, value]) => [key, value.replace(/\r\n?|\n/g, '\r\n').replace(/^\ufeff/, '')]);
      assert.deepEqual(reading, { ok: true, form: sent });
    }),
  );
});
