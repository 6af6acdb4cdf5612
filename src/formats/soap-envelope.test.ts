import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSoapEnvelope, type SoapEnvelopeReading } from './soap-envelope.ts';
import { soapNamespaces, soapVersionOf } from './soap-names.ts';
import { readXml } from './xml-read.ts';

const NS11 = soapNamespaces['1.1'];
const NS12 = soapNamespaces['1.2'];

function read(text: string): SoapEnvelopeReading {
  const reading = readXml(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return readSoapEnvelope(reading.root);
}

function envelope(text: string) {
  const reading = read(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.envelope;
}

test('the namespace says the version', () => {
  assert.equal(soapVersionOf('http://schemas.xmlsoap.org/soap/envelope/'), '1.1');
  assert.equal(soapVersionOf('http://www.w3.org/2003/05/soap-envelope'), '1.2');
  assert.equal(soapVersionOf('http://www.w3.org/2003/05/soap-envelope/'), undefined);
  assert.equal(envelope(`<Envelope xmlns="${NS11}"><Body/></Envelope>`).version, '1.1');
  assert.equal(envelope(`<e:Envelope xmlns:e="${NS12}"><e:Body/></e:Envelope>`).version, '1.2');
});

test('two prefixes for the envelope, as suds writes it', () => {
  const { content, headers } = envelope(
    `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${NS11}" xmlns:ns0="${NS11}" xmlns:n="urn:x"><SOAP-ENV:Header/>` +
      '<ns0:Body><n:Op/></ns0:Body></SOAP-ENV:Envelope>',
  );
  assert.equal(content?.namespace, 'urn:x');
  assert.deepEqual(headers, []);
});

test('the body may be empty, or hold more than one element', () => {
  assert.equal(envelope(`<Envelope xmlns="${NS11}"><Body>\n</Body></Envelope>`).content, undefined);
  const { content, contents } = envelope(`<Envelope xmlns="${NS11}"><Body><a/><b/></Body></Envelope>`);
  assert.equal(content?.name, 'a');
  assert.equal(contents.length, 2);
});

test('header blocks, and which of them insist', () => {
  const { headers } = envelope(
    `<s:Envelope xmlns:s="${NS11}" s:encodingStyle="x" xmlns:w="urn:w"><s:Header><w:Action>x</w:Action><w:A s:mustUnderstand="1"/>` +
      '<w:B s:mustUnderstand="0"/><w:C mustUnderstand="1"/><w:D s:mustUnderstand="true" s:actor=""/>' +
      '<w:E s:mustUnderstand="1" s:actor="urn:someone"/>' +
      '<w:F s:mustUnderstand="1" s:actor="http://schemas.xmlsoap.org/soap/actor/next"/></s:Header><s:Body/></s:Envelope>',
  );
  assert.deepEqual(
    headers.map(({ element, mustUnderstand }) => [element.name, mustUnderstand]),
    [
      ['Action', false],
      ['A', true],
      ['B', false],
      ['C', false],
      ['D', true],
      ['E', false],
      ['F', true],
    ],
  );
});

test('in SOAP 1.2 it is a role', () => {
  const { headers } = envelope(
    `<s:Envelope xmlns:s="${NS12}"><s:Header><A s:mustUnderstand="true" s:role="http://www.w3.org/2003/05/soap-envelope/role/none"/>` +
      '<B s:mustUnderstand="true" s:role="http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"/>' +
      '<C s:mustUnderstand="true" s:actor="urn:someone"/></s:Header><s:Body/></s:Envelope>',
  );
  assert.deepEqual(
    headers.map(({ mustUnderstand }) => mustUnderstand),
    [false, true, true],
  );
});

test('the fault names the part that is missing', () => {
  assert.deepEqual(read('<a xmlns="urn:x"/>'), {
    ok: false,
    fault: { kind: 'no-envelope', namespace: 'urn:x', name: 'a' },
  });
  assert.deepEqual(read('<Envelope xmlns="urn:x"><Body/></Envelope>'), {
    ok: false,
    fault: { kind: 'unknown-version', namespace: 'urn:x' },
  });
  assert.deepEqual(read(`<Envelope xmlns="${NS11}"><Header/></Envelope>`), {
    ok: false,
    fault: { kind: 'no-body', version: '1.1' },
  });
  assert.deepEqual(read(`<s:Envelope xmlns:s="${NS12}"><Body/></s:Envelope>`), {
    ok: false,
    fault: { kind: 'no-body', version: '1.2' },
  });
});
