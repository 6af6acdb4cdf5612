/** The service's pages and documents against those of the system that we stand in for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Demo, openDemo, type SiteName } from '../../../test/support/demo.ts';
import { pageText } from '../../../test/support/page-text.ts';
import { readXml, type XmlElement } from '../../formats/xml-read.ts';

const WIRE = join(import.meta.dirname, '../../../wire/twinfield');
const PATH = '/webservices/session.asmx';

async function open(t: TestContext): Promise<Demo> {
  const demo = await openDemo();
  t.after(demo.close);
  return demo;
}

function literal(name: string): string {
  return readFileSync(join(WIRE, name), 'utf8');
}

test("the text of OAuthLogon's page is that of the real one", async (t) => {
  const demo = await open(t);
  const answer = await demo.inject('login', {
    method: 'GET',
    url: `${PATH}?op=OAuthLogon`,
    headers: { host: 'login.twinfield.com' },
    from: '10.1.2.3',
  });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(pageText(answer.body), literal('oauth-logon-page.txt'));
});

const CONTRACTS: readonly [site: SiteName, file: string, host: string][] = [
  ['login', 'login.wsdl', 'login.twinfield.com'],
  ['c1', 'cluster.wsdl', 'accounting.twinfield.com'],
];

for (const [site, file, host] of CONTRACTS) {
  test(`the description on ${site} is that of the real service, but for the address`, async (t) => {
    const demo = await open(t);
    for (const query of ['?wsdl', '?WSDL', '?Wsdl=']) {
      const answer = await demo.inject(site, { method: 'GET', url: PATH + query, headers: { host } });
      assert.equal(answer.headers['content-type'], 'text/xml; charset=utf-8');
      const ours = treeOf(answer.body);
      const theirs = treeOf(literal(file));
      assert.deepEqual(ours.locations, [`http://${host}${PATH}`, `http://${host}${PATH}`]);
      assert.deepEqual(theirs.locations, [`https://${host}${PATH}`, `https://${host}${PATH}`]);
      assert.deepEqual(ours.root, theirs.root);
    }
  });

  test(`the prefixes of the description on ${site} stand for what they do in the real one`, async (t) => {
    const demo = await open(t);
    const { body } = await demo.inject(site, { method: 'GET', url: `${PATH}?wsdl` });
    assert.deepEqual(declarationsOf(body), declarationsOf(literal(file)));
  });
}

interface Tree {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly text: string;
  readonly children: readonly Tree[];
}

/** Everything that an XML document says, whatever its white space and the order of its attributes, with the addresses taken out. */
function treeOf(text: string): { readonly root: Tree; readonly locations: readonly string[] } {
  const reading = readXml(text);
  assert.ok(reading.ok);
  const locations: string[] = [];
  const walk = ({ namespace, name, attributes, children, text: own }: XmlElement): Tree => ({
    name: `{${namespace}}${name}`,
    attributes: attributes
      .map((attribute) => {
        const isLocation = attribute.name === 'location';
        if (isLocation) locations.push(attribute.value);
        return `{${attribute.namespace}}${attribute.name}=${isLocation ? 'address' : attribute.value}`;
      })
      .sort(),
    text: own.trim(),
    children: children.map(walk),
  });
  return { root: walk(reading.root), locations };
}

function declarationsOf(text: string): readonly string[] {
  const start = /<wsdl:definitions [^>]*>/.exec(text)?.[0] ?? '';
  return [...start.matchAll(/xmlns:[^ >]+/g)].map(([declaration]) => declaration).sort();
}
