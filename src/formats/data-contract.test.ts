import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dataContractReader, rootFault } from './data-contract-read.ts';
import { dataContractWriter, textStyle, wcfStyle } from './data-contract-write.ts';
import { dictionary, enumeration, list, record } from './shape.ts';
import { readXml, type XmlElement } from './xml-read.ts';

const I = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
const ARRAYS = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';

const SERVICE = 'http://projectorpsa.com/PwsProjectorServices/';
const REQUESTS = 'http://projectorpsa.com/DataContracts/Requests/';
const RESPONSES = 'http://projectorpsa.com/DataContracts/Responses/';
const COMMON = 'http://projectorpsa.com/CommonServices/';
const SHARED = 'http://projectorpsa.com/DataContracts/Shared/Common/';

const PwsMessage = record('PwsMessage', SHARED, {
  AdditionalErrorText: { type: 'string' },
  ErrorCode: { type: 'string' },
  ErrorNumber: { type: 'int' },
  ErrorText: { type: 'string' },
  Type: { type: enumeration('MessageType', SHARED, ['Information', 'Warning', 'Error', 'FatalError']) },
  ReferenceId1: { type: 'string' },
  ReferenceId2: { type: 'string' },
});
const Messages = list('ArrayOfPwsMessage', SHARED, 'PwsMessage', PwsMessage);
const PwsResponse = record('PwsResponse', COMMON, {
  Messages: { type: Messages },
  ResponseId: { type: 'int' },
  Status: { type: enumeration('RequestStatus', SHARED, ['Ok', 'OkWithWarnings', 'Fail', 'FailSessionInvalid']) },
  ServerTimestampUtc: { type: 'dateTime' },
});
const RevokeRs = record('PwsRevokeOauth2RefreshTokenRs', RESPONSES, { RedirectUrl: { type: 'string' } }, PwsResponse);
const PwsFault = record('PwsFault', SHARED, {
  Messages: { type: Messages },
  ResponseId: { type: 'int' },
  ServiceName: { type: 'string' },
  LockHolderUserIdentity: { type: record('PwsUserRef', SHARED, {}) },
});
const PwsRequest = record('PwsRequest', REQUESTS, { RequestId: { type: 'int' }, SessionTicket: { type: 'string' } });
const RevokeRq = record(
  'PwsRevokeOauth2RefreshTokenRq',
  REQUESTS,
  {
    ClientIdentifier: { type: 'string' },
    ClientSecret: { type: 'string' },
    Token: { type: 'string' },
    TokenType: { type: 'string' },
  },
  PwsRequest,
);

const STACK = 'http://schemas.servicestack.net/types';
const ResponseError = record('ResponseError', STACK, {
  ErrorCode: { type: 'string', omitNull: true },
  FieldName: { type: 'string', omitNull: true },
  Message: { type: 'string', omitNull: true },
  Meta: { type: dictionary, omitNull: true },
});
const ResponseStatus = record('ResponseStatus', STACK, {
  ErrorCode: { type: 'string' },
  Message: { type: 'string' },
  StackTrace: { type: 'string' },
  Errors: { type: list('ArrayOfResponseError', STACK, 'ResponseError', ResponseError) },
  Meta: { type: dictionary },
});
const Converted = record('ConvertSessionToTokenResponse', STACK, {
  Meta: { type: dictionary },
  AccessToken: { type: 'string' },
  ResponseStatus: { type: ResponseStatus },
});

const wcfResult = dataContractWriter(RevokeRs, wcfStyle, {
  name: 'PwsRevokeOauth2RefreshTokenResult',
  namespace: SERVICE,
  surroundingNamespace: SERVICE,
});
const readRequest = dataContractReader(RevokeRq);

function tree(text: string): XmlElement {
  const reading = readXml(text);
  assert.ok(reading.ok, text);
  return reading.root;
}

function request(content: string) {
  const reading = readRequest(tree(`<serviceRequest xmlns="${REQUESTS}" ${I}>${content}</serviceRequest>`));
  assert.ok(reading.ok);
  return reading.value;
}

test('WCF: the vendor sample of the revoke answer', () => {
  assert.equal(
    wcfResult({
      Messages: [],
      ResponseId: 0,
      Status: 'Ok',
      ServerTimestampUtc: Date.UTC(2021, 11, 8, 16, 19, 4, 568),
      RedirectUrl: 'http://secure2.projectorpsa.com',
    }),
    '<PwsRevokeOauth2RefreshTokenResult xmlns:a="http://projectorpsa.com/DataContracts/Responses/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Messages xmlns="http://projectorpsa.com/CommonServices/" xmlns:b="http://projectorpsa.com/DataContracts/Shared/Common/"/><ResponseId xmlns="http://projectorpsa.com/CommonServices/">0</ResponseId><Status xmlns="http://projectorpsa.com/CommonServices/">Ok</Status><ServerTimestampUtc xmlns="http://projectorpsa.com/CommonServices/">2021-12-08T16:19:04.5680000Z</ServerTimestampUtc><a:RedirectUrl>http://secure2.projectorpsa.com</a:RedirectUrl></PwsRevokeOauth2RefreshTokenResult>',
  );
});

test('WCF: nil, and messages inside the answer', () => {
  assert.match(wcfResult({ ResponseId: 0 }), /<a:RedirectUrl i:nil="true"\/><\/PwsRevokeOauth2RefreshTokenResult>$/);
  assert.match(
    wcfResult({ ResponseId: 0 }),
    /<Messages i:nil="true" xmlns="http:\/\/projectorpsa.com\/CommonServices\/" xmlns:b="[^"]+Shared\/Common\/"\/>/,
  );
  const message = {
    AdditionalErrorText: '',
    ErrorCode: 'X',
    ErrorNumber: 1,
    ErrorText: 'a<b',
    Type: 'Warning' as const,
    ReferenceId1: null,
    ReferenceId2: null,
  };
  assert.match(
    wcfResult({ Messages: [message], RedirectUrl: '' }),
    /Common\/"><b:PwsMessage><b:AdditionalErrorText\/><b:ErrorCode>X<\/b:ErrorCode><b:ErrorNumber>1<\/b:ErrorNumber><b:ErrorText>a&lt;b<\/b:ErrorText><b:Type>Warning<\/b:Type><b:ReferenceId1 i:nil="true"\/><b:ReferenceId2 i:nil="true"\/><\/b:PwsMessage><\/Messages>.*<a:RedirectUrl\/>/,
  );
});

test('WCF: the detail of a fault, all in its own namespace', () => {
  const message = {
    AdditionalErrorText: 'Error 50630: OauthInvalidClient',
    ErrorCode: 'OauthInvalidClient',
    ErrorNumber: 50630,
    ErrorText: 'Invalid Oauth2 Client.',
    Type: 'Error' as const,
    ReferenceId1: null,
    ReferenceId2: null,
  };
  assert.equal(
    dataContractWriter(
      PwsFault,
      wcfStyle,
    )({ Messages: [message], ResponseId: 0, ServiceName: 'PwsAcquireOauth2Token' }),
    '<PwsFault xmlns="http://projectorpsa.com/DataContracts/Shared/Common/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Messages><PwsMessage><AdditionalErrorText>Error 50630: OauthInvalidClient</AdditionalErrorText><ErrorCode>OauthInvalidClient</ErrorCode><ErrorNumber>50630</ErrorNumber><ErrorText>Invalid Oauth2 Client.</ErrorText><Type>Error</Type><ReferenceId1 i:nil="true"/><ReferenceId2 i:nil="true"/></PwsMessage></Messages><ResponseId>0</ResponseId><ServiceName>PwsAcquireOauth2Token</ServiceName><LockHolderUserIdentity i:nil="true"/></PwsFault>',
  );
});

test('ServiceStack: the live answer', () => {
  assert.equal(
    dataContractWriter(Converted, textStyle)({ AccessToken: 'a.b.c' }),
    '<ConvertSessionToTokenResponse xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.servicestack.net/types"><Meta xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays" i:nil="true" /><AccessToken>a.b.c</AccessToken><ResponseStatus i:nil="true" /></ConvertSessionToTokenResponse>',
  );
});

test('ServiceStack: the sample of the seed page, without its indentation', () => {
  const Meta = { String: 'String' };
  const error = { ErrorCode: 'String', FieldName: 'String', Message: 'String', Meta };
  const status = { ErrorCode: 'String', Message: 'String', StackTrace: 'String', Errors: [error], Meta };
  const entry = (p: string) =>
    `<Meta xmlns:${p}="${ARRAYS}"><${p}:KeyValueOfstringstring><${p}:Key>String</${p}:Key><${p}:Value>String</${p}:Value></${p}:KeyValueOfstringstring></Meta>`;
  assert.equal(
    dataContractWriter(Converted, textStyle)({ Meta, AccessToken: 'String', ResponseStatus: status }),
    `<ConvertSessionToTokenResponse ${I} xmlns="${STACK}">${entry('d2p1')}<AccessToken>String</AccessToken><ResponseStatus>` +
      '<ErrorCode>String</ErrorCode><Message>String</Message><StackTrace>String</StackTrace><Errors><ResponseError>' +
      '<ErrorCode>String</ErrorCode><FieldName>String</FieldName><Message>String</Message>' +
      `${entry('d5p1')}</ResponseError></Errors>${entry('d3p1')}</ResponseStatus></ConvertSessionToTokenResponse>`,
  );
});

test('ServiceStack: nil by depth, omitted members, an empty list, and two deeper under SOAP', () => {
  const empty = { ErrorCode: null, FieldName: null, Message: null, Meta: null };
  const status = { ErrorCode: 'E', Message: '', StackTrace: null, Errors: [empty], Meta: null };
  assert.match(
    dataContractWriter(Converted, textStyle)({ ResponseStatus: status }),
    /<Message \/><StackTrace i:nil="true" \/><Errors><ResponseError \/><\/Errors><Meta xmlns:d3p1="[^"]+" i:nil="true" \/>/,
  );
  assert.match(
    dataContractWriter(Converted, textStyle)({ ResponseStatus: { ...status, Errors: [] } }),
    /<Errors \/><Meta xmlns:d3p1/,
  );
  assert.match(dataContractWriter(Converted, textStyle, { surroundingDepth: 2 })({}), /<Meta xmlns:d4p1="[^"]+" i:nil/);
});

test('Web API: members as the contract lists them, nil with a space', () => {
  const ns = 'http://schemas.datacontract.org/2004/07/Yindo.DAL.Types';
  const OAuthToken = record('OAuthToken', ns, {
    access_token: { type: 'string' },
    clientKey: { type: 'string' },
    expires_in: { type: 'int' },
  });
  assert.equal(
    dataContractWriter(OAuthToken, textStyle)({ access_token: 'a', expires_in: 3 }),
    `<OAuthToken ${I} xmlns="${ns}"><access_token>a</access_token><clientKey i:nil="true" /><expires_in>3</expires_in></OAuthToken>`,
  );
});

test('text style: a base in another namespace declares it after all else', () => {
  const Derived = record('Derived', 'urn:derived', { Own: { type: 'string' } }, PwsResponse);
  assert.match(
    dataContractWriter(Derived, textStyle)({ Own: 'x' }),
    /^<Derived xmlns:i="[^"]+" xmlns="urn:derived"><Messages xmlns:d2p1="[^"]+" i:nil="true" xmlns="[^"]+CommonServices\/" \/>.*<Own>x<\/Own><\/Derived>$/,
  );
});

test('reading: the vendor sample of the revoke request', () => {
  const envelope = tree(
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pws="http://projectorpsa.com/PwsProjectorServices/" xmlns:req="http://projectorpsa.com/DataContracts/Requests/"><soapenv:Header/><soapenv:Body><pws:PwsRevokeOauth2RefreshToken><pws:serviceRequest><req:ClientIdentifier>id</req:ClientIdentifier><req:ClientSecret>secret</req:ClientSecret><req:Token>token</req:Token></pws:serviceRequest></pws:PwsRevokeOauth2RefreshToken></soapenv:Body></soapenv:Envelope>',
  );
  assert.deepEqual(readRequest(envelope.children[1]?.children[0]?.children[0]), {
    ok: true,
    value: {
      RequestId: null,
      SessionTicket: null,
      ClientIdentifier: 'id',
      ClientSecret: 'secret',
      Token: 'token',
      TokenType: null,
    },
  });
});

test('reading goes forward only', () => {
  const read = request(
    '<RequestId> 7 </RequestId><Later/><ClientSecret>s</ClientSecret><ClientIdentifier>too late</ClientIdentifier>' +
      '<ClientSecret>again</ClientSecret><Token xmlns="urn:x">elsewhere</Token><TokenType i:nil="true">x</TokenType><Token>late</Token>',
  );
  assert.deepEqual(read, {
    RequestId: 7,
    SessionTicket: null,
    ClientIdentifier: null,
    ClientSecret: 's',
    Token: null,
    TokenType: null,
  });
});

test('reading: nil is a fault for a value that may not be null', () => {
  const reading = readRequest(
    tree(`<r xmlns="http://projectorpsa.com/DataContracts/Requests/" ${I}><RequestId i:nil="1"/></r>`),
  );
  assert.ok(!reading.ok);
  assert.deepEqual([reading.fault.kind, reading.fault.message], ['null', "ValueType 'System.Int32' cannot be null."]);
});

test('reading: a nil or missing record is null', () => {
  assert.deepEqual(readRequest(undefined), { ok: true, value: null });
  assert.deepEqual(readRequest(tree(`<r ${I} i:nil="true"/>`)), { ok: true, value: null });
  assert.equal(request('')?.Token, null);
  assert.equal(request('<Token/>')?.Token, '');
});

test('reading: a bad value is a fault in .NET words', () => {
  const Values = record('Values', 'urn:v', {
    count: { type: 'int' },
    flag: { type: 'boolean' },
    kind: { type: enumeration('Kind', 'urn:v', ['One']) },
    meta: { type: dictionary },
  });
  const read = dataContractReader(Values);
  const said = (content: string) => {
    const reading = read(tree(`<v xmlns="urn:v" xmlns:k="${ARRAYS}">${content}</v>`));
    assert.ok(!reading.ok, content);
    return [reading.fault.kind, reading.fault.element.name, reading.fault.message];
  };
  assert.deepEqual(said('<count>abc</count>'), [
    'value',
    'count',
    "The value 'abc' cannot be parsed as the type 'Int32'.",
  ]);
  assert.deepEqual(said('<count/>'), ['value', 'count', "The value '' cannot be parsed as the type 'Int32'."]);
  assert.deepEqual(said('<flag>True</flag>'), [
    'value',
    'flag',
    "The value 'True' cannot be parsed as the type 'Boolean'.",
  ]);
  assert.deepEqual(said('<kind>Two</kind>').slice(0, 2), ['value', 'kind']);
  assert.match(
    said('<kind>Two</kind>')[2] ?? '',
    /^Invalid enum value 'Two' cannot be deserialized into type 'Kind'\. /,
  );
  assert.deepEqual(said('<flag><b/></flag>'), [
    'structure',
    'flag',
    "End element 'flag' from namespace 'urn:v' expected. Found element 'b' from namespace 'urn:v'.",
  ]);
  const entry = '<k:KeyValueOfstringstring><k:Key><b/></k:Key><k:Value/></k:KeyValueOfstringstring>';
  assert.deepEqual(said(`<meta>${entry}</meta>`).slice(0, 2), ['structure', 'Key']);
  assert.deepEqual(said('<count>1</count><flag>?</flag><kind>?</kind>').slice(0, 2), ['value', 'flag']);
});

test('the root has to be the one expected', () => {
  assert.equal(rootFault(tree('<x:A xmlns:x="urn:a"/>'), 'A', 'urn:a'), undefined);
  assert.equal(
    rootFault(tree('<B/>'), 'A', 'urn:a')?.message,
    "Expecting element 'A' from namespace 'urn:a'.. Encountered 'Element'  with name 'B', namespace ''. ",
  );
});

test('a damaged document reads as something or is refused, and never breaks a reader', () => {
  const whole = dataContractWriter(
    Converted,
    textStyle,
  )({
    Meta: { k: 'v' },
    AccessToken: 'a',
    ResponseStatus: { ErrorCode: 'E', Message: 'm', StackTrace: null, Errors: [], Meta: { k: 'v' } },
  });
  const read = dataContractReader(Converted);
  const pieces = ['<x/>', '</Meta>', '<Meta>', '<d2p1:Key/>', 'i:nil="1"', ' ', '&amp;', '<Errors>', '</Errors>'];
  const damage = fc.array(fc.tuple(fc.nat(whole.length), fc.nat(9), fc.constantFrom(...pieces)), { maxLength: 3 });
  fc.assert(
    fc.property(damage, (cuts) => {
      let text = whole;
      for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
      const tree = readXml(text);
      if (!tree.ok) return;
      const reading = read(tree.root);
      if (!reading.ok) assert.notEqual(reading.fault.message, '');
    }),
    { numRuns: 1000 },
  );
});

test('what is written reads back, in both styles', () => {
  const plain = { noNullPrototype: true };
  const nullable = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
  const text = nullable(fc.string({ unit: 'grapheme', maxLength: 10 }));
  const meta = nullable(
    fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 6 }), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  );
  const error = fc.record({ ErrorCode: text, FieldName: text, Message: text, Meta: meta }, plain);
  const values = fc.record(
    {
      Meta: meta,
      AccessToken: text,
      ResponseStatus: nullable(
        fc.record(
          {
            ErrorCode: text,
            Message: text,
            StackTrace: text,
            Errors: nullable(fc.array(error, { maxLength: 2 })),
            Meta: meta,
          },
          plain,
        ),
      ),
    },
    plain,
  );
  const read = dataContractReader(Converted);
  for (const style of [wcfStyle, textStyle]) {
    const write = dataContractWriter(Converted, style);
    fc.assert(
      fc.property(values, (value) => assert.deepEqual(read(tree(write(value))), { ok: true, value })),
      { numRuns: 150 },
    );
  }
});
