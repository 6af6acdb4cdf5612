import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dictionary, enumeration, list, record } from './shape.ts';
import { readXml, type XmlElement } from './xml-read.ts';
import { xmlSerializerReader } from './xml-serializer-read.ts';
import { xmlSerializerWriter } from './xml-serializer-write.ts';

const NS = 'http://www.twinfield.com/';
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const Action = enumeration('LogonAction', NS, ['None', 'SMSLogon', 'ChangePassword']);
const Request = record('OAuthLogon', NS, {
  clientToken: { type: 'string' },
  clientSecret: { type: 'string' },
  accessToken: { type: 'string' },
  accessSecret: { type: 'string' },
});
const Response = record('OAuthLogonResponse', NS, {
  OAuthLogonResult: { type: enumeration('LogonResult', NS, ['Ok', 'Invalid']), required: true },
  nextAction: { type: Action, required: true },
  cluster: { type: 'string' },
});
const Header = record('Header', NS, {
  SessionID: { type: 'string' },
  CompanyId: { type: 'guid', required: true },
});
const Everything = record('Everything', NS, {
  count: { type: 'int' },
  flag: { type: 'boolean' },
  action: { type: Action },
  at: { type: 'dateTime' },
  id: { type: 'guid' },
  inner: { type: record('Inner', 'urn:inner', { text: { type: 'string' } }) },
  words: { type: list('ArrayOfString', NS, 'string', 'string') },
});

const readRequest = xmlSerializerReader(Request);
const readEverything = xmlSerializerReader(Everything);
const writeEverything = xmlSerializerWriter(Everything);

function tree(text: string): XmlElement {
  const reading = readXml(text);
  assert.ok(reading.ok, text);
  return reading.root;
}

function request(text: string) {
  const reading = readRequest(tree(text));
  assert.ok(reading.ok);
  return reading.value;
}

function everything(content: string) {
  return readEverything(tree(`<Everything xmlns="${NS}" ${XSI}>${content}</Everything>`));
}

test('writing: the bytes of the platform', () => {
  assert.equal(
    xmlSerializerWriter(Response)({ OAuthLogonResult: 'Ok', nextAction: 'None', cluster: 'https://c3.twinfield.com' }),
    '<OAuthLogonResponse xmlns="http://www.twinfield.com/"><OAuthLogonResult>Ok</OAuthLogonResult><nextAction>None</nextAction>' +
      '<cluster>https://c3.twinfield.com</cluster></OAuthLogonResponse>',
  );
  assert.equal(
    xmlSerializerWriter(record('KeepAliveResponse', NS, {}))({}),
    '<KeepAliveResponse xmlns="http://www.twinfield.com/" />',
  );
  assert.equal(
    xmlSerializerWriter(Response)({ nextAction: 'None', OAuthLogonResult: 'Invalid', cluster: null }),
    '<OAuthLogonResponse xmlns="http://www.twinfield.com/"><OAuthLogonResult>Invalid</OAuthLogonResult><nextAction>None</nextAction>' +
      '</OAuthLogonResponse>',
  );
});

test('writing: empty, nil and escaped', () => {
  assert.equal(
    xmlSerializerWriter(Header)({ SessionID: '' }),
    '<Header xmlns="http://www.twinfield.com/"><SessionID /><CompanyId xsi:nil="true" /></Header>',
  );
  assert.equal(
    xmlSerializerWriter(Request, 'Q')({ clientToken: `<&>"'\0` }),
    `<Q xmlns="http://www.twinfield.com/"><clientToken>&lt;&amp;&gt;"'\ufffd</clientToken></Q>`,
  );
});

test('writing: a record in another namespace declares it, and goes back', () => {
  assert.equal(
    writeEverything({ flag: true, count: -1, inner: { text: 'x' }, words: ['a', ''], at: 0 }),
    `<Everything xmlns="${NS}"><count>-1</count><flag>true</flag><at>1970-01-01T00:00:00Z</at>` +
      '<inner><text xmlns="urn:inner">x</text></inner><words><string>a</string><string /></words></Everything>',
  );
  assert.equal(writeEverything({ words: [] }), `<Everything xmlns="${NS}"><words /></Everything>`);
});

test('reading: any order, any prefix, unknown elements and attributes passed over', () => {
  assert.deepEqual(
    request(
      `<t:OAuthLogon xmlns:t="${NS}" id="7"><t:accessToken k="v">c</t:accessToken><t:later><t:clientToken>no</t:clientToken></t:later>` +
        '<t:clientToken>a</t:clientToken><clientSecret>in no namespace</clientSecret></t:OAuthLogon>',
    ),
    { clientToken: 'a', clientSecret: null, accessToken: 'c', accessSecret: null },
  );
});

test('reading: missing and nil are null, empty is empty, the first of two counts', () => {
  assert.deepEqual(
    request(
      `<OAuthLogon xmlns="${NS}" ${XSI} xmlns:other="urn:x"><clientToken xsi:nil="true">x</clientToken><clientSecret/>` +
        '<accessToken xsi:nil="1"/><accessSecret other:nil="true">first</accessSecret><accessSecret>second</accessSecret></OAuthLogon>',
    ),
    { clientToken: null, clientSecret: '', accessToken: null, accessSecret: 'first' },
  );
});

test('reading: another wrapper, or none, is a record of nulls', () => {
  const nulls = { clientToken: null, clientSecret: null, accessToken: null, accessSecret: null };
  assert.deepEqual(
    request(`<OAuthLogonResponse xmlns="${NS}"><clientToken>a</clientToken></OAuthLogonResponse>`),
    nulls,
  );
  assert.deepEqual(request('<OAuthLogon xmlns="urn:x"><clientToken xmlns="urn:x">a</clientToken></OAuthLogon>'), nulls);
  assert.deepEqual(readRequest(undefined), { ok: true, value: nulls });
});

test('reading: a value that is none of its type is a fault in .NET words', () => {
  const said = (content: string) => {
    const reading = everything(content);
    assert.ok(!reading.ok, content);
    return [reading.fault.kind, reading.fault.element.name, reading.fault.message];
  };
  assert.deepEqual(said('<count>x</count>'), ['value', 'count', 'Input string was not in a correct format.']);
  assert.deepEqual(said('<count/>'), ['value', 'count', 'Input string was not in a correct format.']);
  assert.deepEqual(said('<count>3000000000</count>'), [
    'value',
    'count',
    'Value was either too large or too small for an Int32.',
  ]);
  assert.deepEqual(said('<flag>True</flag>'), ['value', 'flag', "The string 'True' is not a valid Boolean value."]);
  assert.deepEqual(said('<action>Sing</action>'), [
    'value',
    'action',
    "Instance validation error: 'Sing' is not a valid value for LogonAction.",
  ]);
  assert.deepEqual(said('<at>soon</at>'), ['value', 'at', "The string 'soon' is not a valid AllXsd value."]);
  assert.deepEqual(said('<id/>'), ['value', 'id', 'Unrecognized Guid format.']);
  assert.deepEqual(said('<id>7</id>'), [
    'value',
    'id',
    'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).',
  ]);
  assert.deepEqual(said('<count><b/></count>').slice(0, 2), ['structure', 'count']);
  assert.deepEqual(said('<action><b/></action>').slice(0, 2), ['structure', 'action']);
  assert.ok((said(`<flag>${'x'.repeat(100_000)}</flag>`)[2] ?? '').length < 300);
});

test('reading: lists and inner records', () => {
  const reading = everything(
    '<inner><text xmlns="urn:inner">x</text></inner><words><string>a</string><other/><string xsi:nil="true"/><string/></words>',
  );
  assert.ok(reading.ok);
  assert.deepEqual(reading.value.inner, { text: 'x' });
  assert.deepEqual(reading.value.words, ['a', '']);
});

test('a dictionary is a mistake of the contract, shown when it is wired', () => {
  const shape = record('R', NS, { Meta: { type: dictionary } });
  assert.throws(() => xmlSerializerReader(shape), /dictionaries/);
  assert.throws(() => xmlSerializerWriter(shape), /dictionaries/);
});

test('what is written reads back', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const plain = { noNullPrototype: true };
  const nullable = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
  const values = fc.record(
    {
      count: nullable(fc.integer()),
      flag: nullable(fc.boolean()),
      action: nullable(fc.constantFrom('None' as const, 'SMSLogon' as const, 'ChangePassword' as const)),
      at: nullable(fc.integer({ min: 0, max: 253_402_300_799_999 })),
      id: nullable(fc.uuid()),
      inner: nullable(fc.record({ text: nullable(text) }, plain)),
      words: nullable(fc.array(text, { maxLength: 3 })),
    },
    plain,
  );
  fc.assert(
    fc.property(values, (value) => {
      assert.deepEqual(readEverything(tree(writeEverything(value))), { ok: true, value });
    }),
    { numRuns: 300 },
  );
});
