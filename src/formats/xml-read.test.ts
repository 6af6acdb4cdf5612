import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText } from './text-encoding.ts';
import { attribute, child, readXml, type XmlElement, type XmlFault, xmlLimits } from './xml-read.ts';

const ENVELOPE =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pws="http://projectorpsa.com/PwsProjectorServices/">' +
  '<soapenv:Header/><soapenv:Body><pws:Op soapenv:encodingStyle="x" plain=\'1\'><pws:Code>a&amp;b&#x20AC;<![CDATA[<c>]]></pws:Code></pws:Op>' +
  '</soapenv:Body></soapenv:Envelope>';

function root(text: string): XmlElement {
  const reading = readXml(text);
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.root;
}

function fault(text: string, limits = xmlLimits): XmlFault {
  const reading = readXml(text, limits);
  assert.ok(!reading.ok, `read: ${text.slice(0, 80)}`);
  return reading.fault;
}

function deepest(element: XmlElement): number {
  return 1 + element.children.reduce((depth, inner) => Math.max(depth, deepest(inner)), 0);
}

test('names are resolved, text is one piece, declarations are not attributes', () => {
  const envelope = root(ENVELOPE);
  assert.equal(envelope.namespace, 'http://schemas.xmlsoap.org/soap/envelope/');
  assert.equal(envelope.prefix, 'soapenv');
  assert.deepEqual(envelope.attributes, []);
  const body = child(envelope, envelope.namespace, 'Body');
  const op = body?.children[0];
  assert.ok(op !== undefined);
  assert.equal(op.name, 'Op');
  assert.equal(attribute(op, envelope.namespace, 'encodingStyle'), 'x');
  assert.equal(attribute(op, '', 'plain'), '1');
  assert.equal(attribute(op, envelope.namespace, 'plain'), undefined);
  assert.equal(child(op, op.namespace, 'Code')?.text, 'a&b€<c>');
  assert.equal(child(op, 'elsewhere', 'Code'), undefined);
});

test('a default namespace reaches elements, can be taken back, and never reaches attributes', () => {
  const a = root('<a xmlns="urn:1" k="v"><b xmlns=""/><c/></a>');
  assert.equal(a.namespace, 'urn:1');
  assert.equal(a.attributes[0]?.namespace, '');
  assert.deepEqual(
    a.children.map((element) => element.namespace),
    ['', 'urn:1'],
  );
});

test('what clients send around the root is accepted', () => {
  for (const text of [
    "<?xml version='1.0' encoding='utf-8' standalone='yes'?><a/>",
    '<?xml version="1.0"?>\r\n\r\n<a/>\n',
    '\ufeff<a/>',
    '<!-- before --><a/><!-- after -->',
  ]) {
    assert.equal(root(text).name, 'a');
  }
});

test('comments vanish and CDATA keeps what looks like markup', () => {
  assert.equal(root('<a>x<!-- <b/> & -->y<![CDATA[<!DOCTYPE z>]]]]><![CDATA[>]]></a>').text, 'xy<!DOCTYPE z>]]>');
});

test('line ends are normalised, references are not', () => {
  assert.equal(root('<a>1\r\n2\r3&#xD;4</a>').text, '1\n2\n3\r4');
});

test('an element knows where it ends', () => {
  const text = '<a><b>1</b>\n<c/></a>';
  const [b, c] = root(text).children;
  assert.equal(text.slice(0, b?.end), '<a><b>1</b>');
  assert.equal(text.slice(0, c?.end), '<a><b>1</b>\n<c/>');
});

test('what is not well formed is refused with its place', () => {
  for (const text of [
    '',
    ' ',
    'a',
    '<a',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>x',
    'x<a/>',
    '<a x=1/>',
    '<a x="1" x="2"/>',
    '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>',
    '<p:a/>',
    '<a p:x="1"/>',
    '<a xmlns:p=""/>',
    '<a:b:c/>',
    '<a>]]></a>',
    '<a>&unknown;</a>',
    '<a>&constructor;</a>',
    '<a>&__proto__;</a>',
    '<a>&amp</a>',
    '<a>&;</a>',
    '<a x="&toString;"/>',
    '<a x="<"/>',
    '<a><!-- -- --></a>',
    '<a><![CDATA[</a>',
    '<a>\u0000</a>',
    '<a>\u0008</a>',
    '<a>\uffff</a>',
    '<a>&#0;</a>',
    '<a>&#8;</a>',
    '<a>&#xFFFE;</a>',
    '<a>&#xD800;</a>',
    '<a>&#x110000;</a>',
    '<a>\ud800<b/></a>',
    '<a>\udc00</a>',
    '<?xml version="1.1"?><a/>',
    '<?xml version="2.0"?><a/>',
    ' <?xml version="1.0"?><a/>',
    '<?xml?><a/>',
  ]) {
    assert.equal(fault(text).kind, 'malformed', text);
  }
  const { line, column } = fault('<a>\n  <b></c>\n</a>');
  assert.deepEqual({ line, column }, { line: 2, column: 9 });
});

test('a fault quotes names only in part', () => {
  assert.ok(fault(`<a></${'b'.repeat(100_000)}>`).message.length <= 201);
});

test('any document type is refused, entities or not', () => {
  const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
  for (const text of [
    '<!DOCTYPE a><a/>',
    '<!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a/>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]><a/>',
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`,
  ]) {
    assert.equal(fault(text).kind, 'doctype', text.slice(0, 60));
  }
  assert.equal(fault('<!DOCTYPE a [<!ENTITY x "y">').kind, 'malformed');
  assert.equal(fault('<a><!DOCTYPE a></a>').kind, 'malformed');
});

test('processing instructions are refused wherever they stand', () => {
  for (const text of ['<?x y?><a/>', '<a><?x?></a>', '<a/><?x y?>', '<?xml-stylesheet href="x"?><a/>']) {
    assert.equal(fault(text).kind, 'processing-instruction', text);
  }
});

test('each limit is kept exactly', () => {
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  assert.equal(deepest(root(nested(xmlLimits.depth))), xmlLimits.depth);
  assert.equal(fault(nested(xmlLimits.depth + 1)).kind, 'too-deep');

  const wide = (elements: number): string => `<a>${'<b/>'.repeat(elements - 1)}</a>`;
  assert.equal(root(wide(xmlLimits.elements)).children.length, xmlLimits.elements - 1);
  assert.equal(fault(wide(xmlLimits.elements + 1)).kind, 'too-many-elements');

  const attributes = (count: number): string =>
    `<a ${Array.from({ length: count }, (_, at) => `x${at}=""`).join(' ')}/>`;
  assert.equal(root(attributes(xmlLimits.attributes)).attributes.length, xmlLimits.attributes);
  assert.equal(fault(attributes(xmlLimits.attributes + 1)).kind, 'too-many-attributes');
  assert.equal(
    fault(`<a ${Array.from({ length: 65 }, (_, at) => `xmlns:x${at}="u"`).join(' ')}/>`).kind,
    'too-many-attributes',
  );

  const long = { ...xmlLimits, characters: 20 };
  assert.ok(readXml(`<a>${'x'.repeat(13)}</a>`, long).ok);
  assert.equal(fault(`<a>${'x'.repeat(14)}</a>`, long).kind, 'too-much-text');
});

test('work stops where the limit is, not at the end of the flood', () => {
  const deep = fault('<a>'.repeat(300_000));
  assert.deepEqual([deep.kind, deep.line, deep.column < 200], ['too-deep', 1, true]);
  const flood = fault(`<a ${Array.from({ length: 100_000 }, (_, at) => `x${at}=""`).join(' ')}/>`, {
    ...xmlLimits,
    characters: 4_000_000,
  });
  assert.equal(flood.kind, 'too-many-attributes');
  assert.ok(flood.column < 1000);
});

test('no input breaks the reader, and a refusal says where', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '/',
        '&',
        ';',
        '"',
        "'",
        '=',
        '<a>',
        '</a>',
        '<a/>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
      ),
      fc.constantFrom(
        '<!DOCTYPE',
        '[',
        ']',
        'xmlns:p="u"',
        'p:',
        '&#x0;',
        '&#65;',
        '&lt;',
        '\r',
        '\0',
        '\ud800',
        '\udc00',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const reading = readXml(parts.join(''));
      if (!reading.ok) assert.ok(reading.fault.line >= 1 && reading.fault.column >= 1 && reading.fault.message !== '');
    }),
    { numRuns: 2000 },
  );
});

test('a damaged envelope is read or refused, never more than its bounds', () => {
  const damage = fc.array(fc.tuple(fc.nat(ENVELOPE.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(damage, (cuts) => {
      let text = ENVELOPE;
      for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
      const reading = readXml(text);
      if (reading.ok) assert.ok(deepest(reading.root) <= xmlLimits.depth);
    }),
    { numRuns: 1000 },
  );
});

test('random bytes never break decoding and reading', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(undefined, 'utf-8', 'utf-16', 'latin1'),
      (bytes, charset) => {
        const decoding = decodeText(bytes, charset);
        if (decoding.ok) readXml(decoding.text);
        else assert.equal(typeof decoding.encoding, 'string');
      },
    ),
    { numRuns: 1000 },
  );
});
