/**
 * A second system on the asmx platform is one folder: it is served, documented, described and understood by a toolkit without a change to any file of
 * the platform, which knows no word of either system.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClientAsync } from 'soap';
import { readXml, type XmlElement } from '../../src/formats/xml-read.ts';
import { findImports } from '../layers/imports.ts';
import { judgeImport } from '../layers/table.ts';
import { type Demo, openDemo } from '../support/demo.ts';
import { pageText } from '../support/page-text.ts';
import { deskContract } from './contract.ts';
import { DESK_PATH, desk } from './index.ts';

const NS = deskContract.namespace;
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';
const TYPES = { [SOAP_11]: 'text/xml', [SOAP_12]: 'application/soap+xml' };

async function open(t: TestContext, atFreePorts = false): Promise<Demo> {
  const demo = await openDemo({ dialects: [desk], atFreePorts });
  t.after(demo.close);
  return demo;
}

async function ask(demo: Demo, version: keyof typeof TYPES, body: string, header = '') {
  const answer = await demo.inject('login', {
    method: 'POST',
    url: DESK_PATH,
    headers: { 'content-type': `${TYPES[version]}; charset=utf-8` },
    body: `<e:Envelope xmlns:e="${version}"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`,
  });
  return { status: answer.statusCode, inside: /<soap:Header>.*|<soap:Body>.*/.exec(answer.body)?.[0] ?? '' };
}

const comeIn = (card: string, pin: string) =>
  `<ComeIn xmlns="${NS}"><pin>${pin}</pin><language>Frisian</language><card>${card}</card></ComeIn>`;

for (const version of [SOAP_11, SOAP_12] as const) {
  test(`it lets people in, lets them stay and turns them away, in ${TYPES[version]}`, async (t) => {
    const demo = await open(t);
    const welcome = await ask(demo, version, comeIn('ada', 'ada-demo-pass'));
    const ticket = /<Ticket>([^<]+)</.exec(welcome.inside)?.[1] ?? '';
    assert.equal(
      welcome.inside,
      `<soap:Header><Stamp xmlns="${NS}"><Ticket>${ticket}</Ticket></Stamp></soap:Header><soap:Body><ComeInResponse xmlns="${NS}"><ComeInResult>Welcome</ComeInResult><reader><Id xmlns="urn:library:types/">00000000-0000-0000-0000-000000000001</Id><Kept xmlns="urn:library:types/">true</Kept><Name xmlns="urn:library:types/">ada</Name><Shelves xmlns="urn:library:types/"><string>A &lt; B</string><string /></Shelves><Until xmlns="urn:library:types/">2026-11-21T12:01:00Z</Until></reader></ComeInResponse></soap:Body></soap:Envelope>`,
    );
    const badge = `<Badge xmlns="${NS}"><Ticket>${ticket}</Ticket></Badge>`;
    const stay = await ask(demo, version, `<Stay xmlns="${NS}"/>`, badge);
    assert.match(stay.inside, /<Stamp .*<StayResult>Welcome<\/StayResult>/);
    const wrong = await ask(demo, version, comeIn('ada', 'wrong'));
    assert.equal(
      wrong.inside,
      `<soap:Body><ComeInResponse xmlns="${NS}"><ComeInResult>WrongCard</ComeInResult></ComeInResponse></soap:Body></soap:Envelope>`,
    );
    assert.match((await ask(demo, version, comeIn('dave', 'dave-demo-pass'))).inside, />CardBlocked</);
    assert.match((await ask(demo, version, comeIn('carol', 'carol-demo-pass'))).inside, />AskAtTheDesk</);
    demo.clock.move(61_000);
    assert.match((await ask(demo, version, `<Stay xmlns="${NS}"/>`, badge)).inside, />WrongCard</);
  });
}

test('its words are checked like those of any system', async (t) => {
  const demo = await open(t);
  const badLanguage = await ask(demo, SOAP_11, `<ComeIn xmlns="${NS}"><language>Latin</language></ComeIn>`);
  assert.equal(badLanguage.status, 500);
  assert.match(badLanguage.inside, /'Latin' is not a valid value for Language\./);
  const unknown = await ask(demo, SOAP_11, `<Leave xmlns="${NS}"/>`);
  assert.match(unknown.inside, /without a valid action parameter/);
});

test('its pages name its operations, and offer no form for a record', async (t) => {
  const demo = await open(t);
  const page = async (query: string, from = '127.0.0.1') =>
    (await demo.inject('login', { method: 'GET', url: DESK_PATH + query, from })).body;
  const list = await page('');
  assert.match(list, /<title>Desk Web Service<\/title>/);
  assert.match(list, /<p>The desk of a library &amp; its &lt;readers&gt;\.<\/p>/);
  assert.deepEqual(
    [...list.matchAll(/href="\?op=([^"]+)"/g)].map(([, name]) => name),
    ['ComeIn', 'Describe', 'Stay'],
  );

  const here = await page('?op=ComeIn');
  assert.match(here, /<form method="post" action="desk\.asmx\/ComeIn"/);
  assert.match(
    here,
    /<select name="language"><option><\/option><option>Dutch<\/option><option>Frisian<\/option><\/select>/,
  );
  assert.match(await page('?op=Stay'), /<input name="header\.Gate"/);
  assert.match(await page('?op=Describe'), /only available for methods with primitive types as parameters/);

  const elsewhere = pageText(await page('?op=ComeIn', '10.1.2.3'));
  assert.match(
    elsewhere,
    /\n\nTest\n\nThe test form is only available for requests from the local machine\.\n\nSOAP 1\.1\n/,
  );
  assert.match(elsewhere, /\nPOST \/library\/desk\.asmx HTTP\/1\.1\nHost: 127\.0\.0\.1:8080\n/);
  assert.match(elsewhere, /\nSOAPAction: "urn:library:desk:v2\/ComeIn"\n/);
  assert.match(elsewhere, /<language>Dutch or Frisian<\/language>/);
  assert.match(
    elsewhere,
    /<reader>\n {8}<Id xmlns="urn:library:types\/">guid<\/Id>\n {8}<Kept xmlns="urn:library:types\/">boolean<\/Kept>\n {8}<Name xmlns="urn:library:types\/">string<\/Name>\n {8}<Shelves xmlns="urn:library:types\/">\n {10}<string>string<\/string>\n {10}<string>string<\/string>\n {8}<\/Shelves>\n {8}<Until xmlns="urn:library:types\/">dateTime<\/Until>\n {6}<\/reader>/,
  );
  assert.match(pageText(await page('?op=Stay', '10.1.2.3')), /<Gate xsi:nil="true" \/>/);
});

test('its form is answered as its SOAP request would be', async (t) => {
  const demo = await open(t);
  const answer = await demo.inject('login', {
    method: 'POST',
    url: `${DESK_PATH}/ComeIn`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'card=ada&pin=ada%2Ddemo%2Dpass&language=Dutch&branch=&nonsense=1',
  });
  assert.match(answer.body, /<ComeInResult>Welcome</);
});

test('its description holds every type once, in the schema of its namespace', async (t) => {
  const demo = await open(t);
  const { body } = await demo.inject('login', { method: 'GET', url: `${DESK_PATH}?wsdl` });
  const definitions = rootOf(body);
  const types = definitions.children.find(({ name }) => name === 'types');
  const schemas = (types?.children ?? []).map((schema) => [
    attributeOf(schema, 'targetNamespace'),
    ...schema.children.map((child) => `${child.name} ${attributeOf(child, 'name') ?? attributeOf(child, 'namespace')}`),
  ]);
  assert.deepEqual(schemas, [
    [
      NS,
      'import urn:library:types/',
      'element ComeIn',
      'element ComeInResponse',
      'element Stamp',
      'complexType Stamp',
      'element Stay',
      'element StayResponse',
      'element Badge',
      'complexType Badge',
      'element Describe',
      'element DescribeResponse',
    ],
    [
      'urn:library:types/',
      'import http://microsoft.com/wsdl/types/',
      'simpleType Language',
      'simpleType Admission',
      'complexType Reader',
      'complexType Thing',
      'complexType ArrayOfString',
    ],
    ['http://microsoft.com/wsdl/types/', 'simpleType guid'],
  ]);
  assert.match(body, /<s:element minOccurs="1" maxOccurs="1" name="Gate" nillable="true" type="s:int" \/>/);
  assert.match(body, /<s:extension base="s1:Thing">/);
  assert.match(body, /maxOccurs="unbounded" name="string" nillable="true" type="s:string"/);
  // One message for the header that goes in and one for the other.
  assert.match(body, /<wsdl:message name="StayBadge">/);
  assert.match(body, /<wsdl:message name="StayStamp">/);

  // Each name that the document uses is described in it, under the namespace that its prefix stands for.
  const own = await demo.inject('login', { method: 'GET', url: `${DESK_PATH}?schema=schema2` });
  assert.match(own.body, /<s:import schemaLocation="http:\/\/127\.0\.0\.1:8080\/library\/desk\.asmx\?schema=schema3"/);
  assert.equal(rootOf(own.body).name, 'schema');
});

test('a toolkit drives it from its description alone', async (t) => {
  const demo = await open(t, true);
  await demo.listen();
  const client = await createClientAsync(`${demo.urls.login}${DESK_PATH}?wsdl`);
  const [body, , header] = await client.ComeInAsync({ card: 'ada', pin: 'ada-demo-pass', language: 'Dutch' });
  assert.equal(body.ComeInResult, 'Welcome');
  assert.equal(body.reader.Name, 'ada');
  assert.equal(body.reader.Kept, true);
  assert.deepEqual(body.reader.Shelves.string, ['A < B', '']);
  assert.equal(body.reader.Until.getTime(), demo.clock.now() + 60_000);
  client.addSoapHeader({ Badge: { Ticket: header.Stamp.Ticket, Gate: 3 } }, '', 'tns', NS);
  const [stay, , stamped] = await client.StayAsync({});
  assert.deepEqual(stay, { StayResult: 'Welcome' });
  assert.deepEqual(stamped, header);
});

test('it takes no more of the server than a dialect may', () => {
  const files = ['contract.ts', 'vocabulary.ts', 'index.ts'];
  for (const file of files) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll("'../../src/", "'../../");
    for (const found of findImports(text)) {
      // Judged as the first system's folder would be.
      assert.equal(judgeImport(`dialects/twinfield/${file}`, found), undefined);
    }
  }
});

test('no file of the platform knows a word of any system', () => {
  const platform = join(import.meta.dirname, '../../src/platforms/asmx');
  const words = /twinfield|OAuthLogon|SessionID|AccessToken|CompanyCode|session\.asmx|desk/i;
  const files = globSync('*.ts', { cwd: platform });
  assert.notEqual(files.length, 0);
  for (const file of files) assert.doesNotMatch(readFileSync(join(platform, file), 'utf8'), words, file);
});

function rootOf(text: string): XmlElement {
  const reading = readXml(text);
  assert.ok(reading.ok);
  return reading.root;
}

function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}
