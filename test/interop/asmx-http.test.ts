/** What clients do on the connection itself, as raw bytes: old HTTP, a question before the body, a body in pieces, names of headers in any case. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type Demo, openDemo } from '../support/demo.ts';

const PATH = '/webservices/session.asmx';
const BODY =
  '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><ns1:OAuthLogon xmlns:ns1="http://www.twinfield.com/"><ns1:clientToken>demo-consumer</ns1:clientToken><ns1:clientSecret>demo-consumer-secret</ns1:clientSecret><ns1:accessToken>demo-access-ada</ns1:accessToken><ns1:accessSecret>demo-secret-ada</ns1:accessSecret></ns1:OAuthLogon></SOAP-ENV:Body></SOAP-ENV:Envelope>';

async function open(t: TestContext): Promise<number> {
  const demo: Demo = await openDemo({ sites: ['login'] });
  t.after(demo.close);
  return (await demo.listen()).login;
}

/** Everything that comes back until the server hangs up. Each piece is sent when the answer so far ends as its `after` says. */
async function exchange(
  port: number,
  pieces: readonly { readonly send: string; readonly after?: string }[],
): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  let answer = Buffer.alloc(0);
  const arrived = (wanted: string) => answer.toString('latin1').endsWith(wanted);
  socket.on('data', (bytes) => {
    answer = Buffer.concat([answer, bytes]);
  });
  for (const { send, after } of pieces) {
    while (after !== undefined && !arrived(after)) await once(socket, 'data');
    socket.write(send);
  }
  await once(socket, 'close');
  return answer;
}

function headOf(answer: Buffer): string {
  return answer.toString('latin1').split('\r\n\r\n')[0] ?? '';
}

test('HTTP/1.0 without keep-alive gets the whole answer in one piece, and the connection is closed', async (t) => {
  const port = await open(t);
  const head = `POST ${PATH} HTTP/1.0\r\nContent-Type: text/xml; charset=utf-8\r\nSOAPAction: ""\r\nContent-Length: ${BODY.length}\r\n`;
  // Axis says what it wants twice.
  const action = 'SOAPAction: "http://www.twinfield.com/OAuthLogon"';
  const answer = await exchange(port, [{ send: `${head.replace('SOAPAction: ""', action)}\r\n${BODY}` }]);
  const text = answer.toString();
  assert.match(text, /^HTTP\/1\.[01] 200 OK\r\n/);
  assert.doesNotMatch(headOf(answer), /Transfer-Encoding/i);
  assert.match(headOf(answer), /\r\nConnection: close(\r\n|$)/i);
  const length = Number(/\r\nContent-Length: (\d+)/i.exec(headOf(answer))?.[1]);
  assert.equal(length, answer.length - answer.indexOf('\r\n\r\n') - 4);
  assert.match(text, /<OAuthLogonResult>Ok<\/OAuthLogonResult>/);
});

test('whoever waits before sending the body is told to go on', async (t) => {
  const port = await open(t);
  const head = `POST ${PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/xml; charset=utf-8\r\nsoapaction: "http://www.twinfield.com/OAuthLogon"\r\nContent-Length: ${BODY.length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
  const answer = await exchange(port, [{ send: head }, { send: BODY, after: 'HTTP/1.1 100 Continue\r\n\r\n' }]);
  assert.match(answer.toString(), /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
});

test('a body in pieces, and headers that an old library sends along', async (t) => {
  const port = await open(t);
  const head = `POST ${PATH}?wsdl HTTP/1.1\r\nTE: deflate,gzip;q=0.3\r\nConnection: TE, close\r\nAccept: text/xml\r\nAccept: multipart/*\r\nAccept: application/soap\r\nHost: 127.0.0.1\r\nContent-Type: text/xml\r\nSoapAction: http://www.twinfield.com/OAuthLogon\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const chunks = [BODY.slice(0, 100), BODY.slice(100)].map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`);
  const answer = await exchange(port, [{ send: `${head}${chunks.join('')}0\r\n\r\n` }]);
  assert.match(answer.toString(), /^HTTP\/1\.1 200 OK\r\n[\s\S]*<OAuthLogonResult>Ok</);
});

test('the description is compressed on the wire, whatever else the client accepts', async (t) => {
  const port = await open(t);
  const head = `GET ${PATH}?WSDL HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2\r\nAccept-Encoding: gzip, compress, deflate, br\r\nConnection: close\r\n\r\n`;
  const answer = await exchange(port, [{ send: head }]);
  assert.match(headOf(answer), /\r\nContent-Encoding: gzip\r\n/);
  assert.match(headOf(answer), /\r\nContent-Type: text\/xml; charset=utf-8\r\n/);
  const wsdl = gunzipSync(answer.subarray(answer.indexOf('\r\n\r\n') + 4)).toString();
  assert.match(wsdl, new RegExp(`<soap:address location="http://127\\.0\\.0\\.1:${port}${PATH}" />`));
});

for (const [what, type, action] of [
  ['without a space before the charset', 'text/xml;charset=utf-8', '"http://www.twinfield.com/OAuthLogon"'],
  ['with the charset in quotes', 'text/xml; charset="UTF-8"', '"http://www.twinfield.com/OAuthLogon"'],
  ['in capitals and with an end that is open', 'TEXT/XML; CHARSET=UTF-8;', 'http://www.twinfield.com/OAuthLogon'],
  ['with parameters that nobody knows', 'text/xml; charset=utf-8; type=x; start="<a>"', undefined],
  ['with a charset of its own', 'text/xml; charset=iso-8859-1', '"http://www.twinfield.com/OAuthLogon"'],
] as const) {
  test(`a content type ${what}`, async (t) => {
    const port = await open(t);
    const soapAction = action === undefined ? '' : `SOAPAction: ${action}\r\n`;
    const head = `POST ${PATH}?/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n${soapAction}Content-Length: ${BODY.length}\r\nConnection: close\r\n\r\n`;
    const answer = await exchange(port, [{ send: head + BODY }]);
    assert.match(answer.toString(), /^HTTP\/1\.1 200 OK\r\n[\s\S]*<OAuthLogonResult>Ok</);
  });
}
