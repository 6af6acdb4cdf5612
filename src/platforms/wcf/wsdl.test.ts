import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enumeration, list, record } from '../../formats/shape.ts';
import { readXml } from '../../formats/xml-read.ts';
import { operation, type WcfContract } from './index.ts';
import { writeSchema, writeSingleWsdl, writeWsdl } from './wsdl.ts';

const base = record('Thing', 'urn:base', { Id: { type: 'guid' } });
const colour = enumeration('Colour', 'urn:base', ['Red', 'Green']);
const box = record('Box', 'urn:boxes', { Colour: { type: colour }, Weight: { type: 'int', nullable: true } }, base);
const boxes = list('ArrayOfBox', 'urn:boxes', 'Box', box);

const operations = {
  Pack: operation('Pack', 'Packs.', record('PackRq', 'urn:rq', { Boxes: { type: boxes } }, base), box),
  Unpack: operation('Unpack', 'Unpacks.', box, record('UnpackRs', 'urn:rs', { Left: { type: boxes } })),
};
/** Made up, and with what the one real contract hasn't: a namespace without a slash, lists across namespaces, a record that is asked and answered. */
const contract = {
  name: 'Boxes',
  namespace: 'urn:boxing',
  doc: 'Boxes.',
  portType: 'IBoxing',
  parameter: 'request',
  faultDetail: record('BoxFault', 'urn:rs', { Colour: { type: colour } }),
  operations,
} satisfies WcfContract<typeof operations>;

const ADDRESS = 'http://boxes.example/Boxes.svc';

const imported = (document: string) =>
  [...document.matchAll(/schemaLocation="([^"]+)" namespace="([^"]+)"/g)].map(([, location, namespace]) => ({
    location: location ?? '',
    namespace,
  }));

function schemaAt(location: string): string {
  const number = /^http:\/\/boxes\.example\/Boxes\.svc\?xsd=xsd(\d+)$/.exec(location)?.[1];
  return writeSchema(contract, ADDRESS, Number(number)) ?? assert.fail(`nothing at ${location}`);
}

test('every import leads to a schema of that namespace, and no way leads back', () => {
  const walk = (document: string, above: readonly string[]): void => {
    for (const { location, namespace } of imported(document)) {
      assert.ok(!above.includes(location), `${location} imports itself`);
      const schema = schemaAt(location);
      assert.ok(schema.includes(` targetNamespace="${namespace}"`));
      walk(schema, [...above, location]);
    }
  };
  const root = writeWsdl(contract, ADDRESS);
  assert.equal(imported(root).length, 6);
  walk(root, []);
});

test('a schema imports each namespace that it names, and declares each prefix on the element that uses it first', () => {
  for (const { location } of imported(writeWsdl(contract, ADDRESS))) {
    const schema = schemaAt(location);
    const declared = [...schema.matchAll(/xmlns:q\d+="([^"]+)"/g)].map(([, namespace]) => namespace);
    const used = new Set(declared);
    if (!location.endsWith('xsd1')) assert.deepEqual(new Set(imported(schema).map(({ namespace }) => namespace)), used);
    for (const [line] of schema.matchAll(/^.*xmlns:(q\d+)=.*$/gm)) assert.match(line, /xmlns:(q\d+)=.*"\1:/);
    assert.doesNotMatch(schema.match(/<xs:schema [^>]*>/)?.[0] ?? '', /xmlns:q/);
  }
});

test('in one document prefixes are unique, and what is built upon comes first', () => {
  const single = writeSingleWsdl(contract, ADDRESS);
  assert.ok(readXml(single).ok);
  const declared = [...single.matchAll(/xmlns:(q\d+)=/g)].map(([, prefix]) => prefix);
  assert.equal(new Set(declared).size, declared.length);
  assert.ok(declared.length > 5);
  const seen = new Set<string>();
  for (const [, schema = ''] of single.matchAll(/(<xs:schema [\s\S]*?<\/xs:schema>)/g)) {
    for (const [, namespace = ''] of schema.matchAll(/<xs:import namespace="([^"]+)"/g)) {
      assert.ok(seen.has(namespace), `${namespace} is needed before it is there`);
    }
    seen.add(/targetNamespace="([^"]+)"/.exec(schema)?.[1] ?? '');
  }
  assert.equal(seen.size, 6);
  assert.doesNotMatch(single, /schemaLocation/);
});

test('what may be nil is what may be null in .NET', () => {
  const types = schemaAt(`${ADDRESS}?xsd=xsd${numberOf('urn:boxes')}`);
  assert.match(types, /<xs:element minOccurs="0" name="Colour" type="q1:Colour" \/>/);
  assert.match(types, /<xs:element minOccurs="0" name="Weight" nillable="true" type="xs:int" \/>/);
  assert.match(types, /<xs:element minOccurs="0" maxOccurs="unbounded" name="Box" nillable="true" type="tns:Box" \/>/);
  const guids = schemaAt(`${ADDRESS}?xsd=xsd${numberOf('urn:base')}`);
  assert.match(guids, /<xs:element xmlns:q1="[^"]+Serialization\/" minOccurs="0" name="Id" type="q1:guid" \/>/);
});

function numberOf(namespace: string): string {
  const found = imported(writeWsdl(contract, ADDRESS)).find((one) => one.namespace === namespace);
  return found?.location.split('xsd=xsd')[1] ?? '';
}

test('a policy of transport security is told over HTTPS only', () => {
  assert.doesNotMatch(writeWsdl(contract, ADDRESS), /TransportBinding|PolicyReference/);
  const secure = writeWsdl(contract, ADDRESS.replace('http', 'https'));
  const id = /wsu:Id="([^"]+)"/.exec(secure)?.[1];
  assert.ok(secure.includes(`<wsp:PolicyReference URI="#${id}" />`));
  assert.match(secure, /TransportBinding/);
});

test('namespaces that build upon each other in a circle are refused when the description is asked', () => {
  const lower = record('Lower', 'urn:x', {});
  const upper = record('Upper', 'urn:y', { Lower: { type: lower } });
  const circle = operation('Turn', 'Turns.', record('TurnRq', 'urn:x', { Upper: { type: upper } }), box);
  const circular = { ...contract, operations: { Turn: circle } };
  assert.throws(() => writeWsdl(circular, ADDRESS), /urn:x builds upon itself/);
});
