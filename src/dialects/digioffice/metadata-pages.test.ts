/** The pages that describe the operations: the text of one is the vendor's own page, and there is one of every operation in every format. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Demo, openDemo } from '../../../test/support/demo.ts';

/** As the page was saved: text alone, a paragraph apart from the next by an empty line, a row of a table one line. */
const SEED = join(import.meta.dirname, '../../../test/seed-pages/digioffice-session-to-token.txt');

let demo: Demo;
before(async () => {
  demo = await openDemo({ sites: ['c1'] });
});
after(() => demo.close());

async function page(url: string, host?: string): Promise<string> {
  const headers: Record<string, string> = host === undefined ? {} : { host };
  const answer = await demo.inject('c1', { method: 'GET', url, headers });
  assert.equal(answer.statusCode, 200, url);
  assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8', url);
  return answer.body;
}

/** What a person sees of a page: white space is what it is in HTML, but inside `pre`; a paragraph stands apart, any other block on a line of its own. */
function textOf(html: string): string {
  const body = /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '';
  const shown = body.split(/(<pre>[\s\S]*?<\/pre>)/).map((part) => {
    if (part.startsWith('<pre>')) return plain(part);
    const marked = part
      .replace(/\s+/g, ' ')
      .replace(/<\/?(h\d|p)\b[^>]*>/g, PARAGRAPH)
      .replace(/<\/?(tr|caption|div|table)\b[^>]*>/g, LINE);
    return plain(marked);
  });
  return shown
    .join(LINE)
    .replace(/ ?[\u0001\u0002][\u0001\u0002 ]*/g, (breaks) => (breaks.includes(PARAGRAPH) ? '\n\n' : '\n'))
    .trim();
}

const PARAGRAPH = '\u0001';
const LINE = '\u0002';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

function plain(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(\w+|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

test("the text of ConvertSessionToToken's page in XML is the vendor's own page", async () => {
  const html = await page('/api/xml/metadata?op=ConvertSessionToToken', 'doapigw.baasbv.nl');
  assert.equal(textOf(html), readFileSync(SEED, 'utf8').trim());
});

test('there is a page of every operation in every format, and the list leads to all of them', async () => {
  const links = [...(await page('/api/metadata')).matchAll(/href="(\/api\/\w+\/metadata\?op=\w+)"/g)].map(
    ([, url = '']) => url,
  );
  assert.equal(new Set(links).size, 24);
  for (const url of links) {
    const text = textOf(await page(url));
    const [, format = '', name = ''] = /^\/api\/(\w+)\/metadata\?op=(\w+)$/.exec(url) ?? [];
    assert.ok(text.includes(`\n${name}\n`), url);
    assert.match(text, /HTTP \+ (XML|JSON|JSV|CSV|SOAP 1\.[12])\n/, url);
    assert.equal(text.includes(`?format=${format}`), !format.startsWith('soap'), url);
    assert.equal(
      text.includes('Requires Authentication'),
      name === 'ConvertSessionToToken' || name === 'GetJWTAccessToken',
      url,
    );
  }
  assert.match(await page('/api/json/metadata'), /<h2>Operations<\/h2>/);
});

test('samples are what can be sent, member by member, in the deployment’s own spelling', async (t) => {
  const sampleOf = async (url: string) => {
    const pre = /<div class="request"[^>]*><pre>([\s\S]*?)<\/pre>/.exec(await page(url))?.[1] ?? '';
    return plain(pre).split('\n\n').slice(1).join('\n\n');
  };
  assert.equal(await sampleOf('/api/json/metadata?op=GetAccessToken'), '{"RefreshToken":"String"}');
  assert.equal(await sampleOf('/api/jsv/metadata?op=ConvertSessionToToken'), '{PreserveSession:False}');
  assert.equal(await sampleOf('/api/csv/metadata?op=ConvertSessionToToken'), 'PreserveSession\r\nFalse');
  assert.match(
    await page('/api/json/metadata?op=GetJWTAccessToken'),
    /POST \/api\/json\/reply\/GetJWTAccessToken HTTP/,
  );

  const old = await openDemo({ sites: ['c1'], settings: { digioffice: { typeInfo: true } } });
  t.after(() => old.close());
  const { body } = await old.inject('c1', { method: 'GET', url: '/api/json/metadata?op=GetAccessToken' });
  // What the vendor's older page prints.
  assert.ok(
    plain(body).includes('{"__type":"ServiceStack.GetAccessToken, ServiceStack.Client","RefreshToken":"String"}'),
  );
});

test('a page runs nothing, loads nothing but its style, and shows a caller’s words as text', async () => {
  const answer = await demo.inject('c1', {
    method: 'GET',
    url: '/api/xml/metadata?op=Authenticate',
    headers: { host: '"><script>alert(1)</script>' },
  });
  assert.doesNotMatch(answer.body, /<script/);
  assert.match(answer.body, /Host: &quot;&gt;&lt;script&gt;/);
  assert.equal(
    answer.headers['content-security-policy'],
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
  assert.doesNotMatch(answer.body, / style=| on\w+=/);
  const style = /<link rel="stylesheet" href="([^"]+)">/.exec(answer.body)?.[1] ?? '';
  const css = await demo.inject('c1', { method: 'GET', url: style });
  assert.equal(css.headers['content-type'], 'text/css; charset=utf-8');
});
