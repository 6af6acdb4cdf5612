/**
 * Our description of the service beside the vendor's of 2019, as far as excerpts of it are known (wire/projector/vendor). What is in both must be the same
 * to the letter, but for the prefixes that a writer makes up.
 */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeSchema, writeWsdl } from '../../platforms/wcf/wsdl.ts';
import { projectorContract } from './contract.ts';

const FOLDER = join(import.meta.dirname, '../../../wire/projector/vendor');
const ADDRESS = 'https://secure.projectorpsa.com/OpsProjectorWcfSvc/PwsProjectorServices.svc';

const ours = [
  writeWsdl(projectorContract, ADDRESS),
  ...Array.from({ length: 10 }, (_, number) => writeSchema(projectorContract, ADDRESS, number) ?? ''),
].filter((document) => document !== '');

/** The named parts of a document, each as it is written there, by what it is called in which namespace. */
function partsOf(document: string): ReadonlyMap<string, string> {
  const namespace = / targetNamespace="([^"]+)"/.exec(document)?.[1] ?? '';
  const parts = new Map<string, string>();
  const part =
    /^( *)<((?:xs:(?:complexType|simpleType|element|attribute)|wsdl:(?:message|operation|service))) ([^>]*?)(?:\/>|>[\s\S]*?^\1<\/\2>)/gm;
  for (const [text, indent = '', element, attributes = ''] of document.matchAll(part)) {
    if (element?.startsWith('xs:') && indent.length !== 2) continue;
    const name = /(?:^| )name="([^"]+)"/.exec(attributes)?.[1];
    // Operations come twice, in the port type and in the binding; their content tells which.
    const kind = text.includes('soap:operation') ? 'bound operation' : element;
    parts.set(`${kind} {${namespace}}${name}`, withoutPrefixes(text));
  }
  return parts;
}

function withoutPrefixes(text: string): string {
  const declared = new Map([...text.matchAll(/ xmlns:(q\d+)="([^"]+)"/g)].map(([, prefix, name]) => [prefix, name]));
  return text
    .replaceAll(/ xmlns:q\d+="[^"]+"/g, '')
    .replaceAll(/"(q\d+):/g, (_, prefix) => `"{${declared.get(prefix)}}`);
}

const mine = new Map(ours.flatMap((document) => [...partsOf(document)]));

for (const file of readdirSync(FOLDER)) {
  test(`what ${file} of the vendor describes, ours describes in the same words`, () => {
    const parts = partsOf(readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n'));
    assert.ok(parts.size > 1);
    const unknown = [...parts.keys()].filter((name) => !mine.has(name)).map((name) => name.replace(/.*\}/, ''));
    const elsewhere = ['PwsCostCenterCriteria', 'ArrayOfPwsCostCenterCriteria'];
    assert.deepEqual(
      unknown.filter((name) => !elsewhere.includes(name)),
      [],
    );
    for (const [name, text] of parts) if (mine.has(name)) assert.equal(mine.get(name), text, name);
  });
}

/** Elements of our answers that are nil, from the golden exchanges. */
function nilElements(): ReadonlySet<string> {
  const pages = globSync('*.md', { cwd: join(FOLDER, '..') }).map((page) =>
    readFileSync(join(FOLDER, '..', page), 'utf8'),
  );
  const nil = pages.flatMap((page) =>
    [...page.matchAll(/^<s:Envelope.*$/gm)].flatMap(([answer]) => [
      ...answer.matchAll(/<(?:\w+:)?(\w+) i:nil="true"/g),
    ]),
  );
  return new Set(nil.map(([, name = '']) => name));
}

test('what is ever nil in an answer is nillable in the description', () => {
  const nil = nilElements();
  assert.ok(nil.size > 10);
  const described = ours.join('\n');
  for (const name of nil) {
    const elements = [...described.matchAll(new RegExp(`^ {6,}<xs:element [^>]*\\bname="${name}"[^>]*>`, 'gm'))];
    assert.ok(elements.length > 0, name);
    for (const [element] of elements) assert.match(element, /nillable="true"/);
  }
});

test("the head of the description is the vendor's, but for soap12, which makes a toolkit speak SOAP 1.2", () => {
  const head = (text: string) => /<wsdl:definitions [^>]*>/.exec(text)?.[0].replace(/ xmlns:soap12="[^"]+"/, '');
  const policy = (text: string) => /^ {2}<wsp:Policy[\s\S]*?^ {2}<\/wsp:Policy>/m.exec(text)?.[0];
  const vendor = readFileSync(join(FOLDER, 'service.wsdl'), 'utf8');
  const [description = ''] = ours;
  assert.equal(head(description), head(vendor));
  assert.equal(policy(description), policy(vendor));
  assert.ok(!description.includes('soap12'));
});
