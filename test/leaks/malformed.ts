/** Requests that can't be understood, on every wire. */
import { type Ask, basic, form } from '../callers/ask.ts';
import { type DemoRequest, SITE_NAMES } from '../support/demo.ts';
import { MARKED } from './find-leaks.ts';

const DEPOSIT = 'urn:ietf:params:oauth:request_uri:';
const XML = { 'content-type': 'text/xml; charset=utf-8', soapaction: '"http://www.twinfield.com/OAuthLogon"' };
const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json' };
const LARGE = MARKED.repeat(60_000);

const FORM_PATHS = [
  ...['/token', '/oauth2/token', '/oauth2/introspect', '/oauth2/revoke'],
  ...['/oauth2token', '/oauth2revoketoken'],
  ...['/oauth2/par', '/oauth2/device_authorization', '/oauth2/userinfo', '/oauth2/logout', '/oauth2/authorize'],
  ...['/auth/authentication/connect/token', '/auth/authentication/connect/revocation'],
  ...['/auth/authentication/connect/userinfo', '/oauth/initiate.aspx', '/oauth/finalize.aspx'],
];

/** Requests that can't be understood, each with a secret where the misunderstanding is. */
const MALFORMED: readonly DemoRequest[] = [
  ...['/webservices/session.asmx', '/OpsProjectorWcfSvc/PwsProjectorServices.svc'].flatMap((url) => [
    { method: 'POST' as const, url, headers: XML, body: `<a><clientSecret>${MARKED}</a>` },
    { method: 'POST' as const, url, headers: XML, body: `<!DOCTYPE a [<!ENTITY b "${MARKED}">]><a>&b;</a>` },
    { method: 'POST' as const, url, headers: XML, body: `<a ${MARKED}="1" ${MARKED}="2"/>` },
    { method: 'POST' as const, url, headers: XML, body: `<a>&${MARKED};</a>` },
    { method: 'POST' as const, url, headers: XML, body: MARKED },
    { method: 'POST' as const, url, headers: XML, body: LARGE },
    { method: 'POST' as const, url, headers: { 'content-type': MARKED }, body: MARKED },
    { method: 'GET' as const, url: `${url}?op=${MARKED}&SessionID=${MARKED}` },
    { method: 'GET' as const, url: `${url}/elsewhere?${MARKED}` },
  ]),
  { method: 'POST', url: '/token', headers: JSON_TYPE, body: `{"grant_type":"password","password":${MARKED}}` },
  { method: 'POST', url: '/token', headers: XML, body: `<OAuthRequest><password>${MARKED}</OAuthRequest>` },
  { method: 'GET', url: `/api/session-to-token?format=html&Password=${MARKED}&ss-tok=${MARKED}` },
  ...['/api/auth/credentials', '/api/session-to-token'].flatMap((url) => [
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"UserName":"ada","Password":"${MARKED}` },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"UserName":"ada","Password":${MARKED}}` },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"UserName":{"${MARKED}":1},"Password":["${MARKED}"]}` },
    {
      method: 'POST' as const,
      url,
      headers: JSON_TYPE,
      body: `{"PreserveSession":"${MARKED}","RememberMe":"${MARKED}"}`,
    },
    {
      method: 'POST' as const,
      url,
      headers: { ...JSON_TYPE, 'content-type': 'application/xml' },
      body: `<a>${MARKED}`,
    },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: LARGE },
    { method: 'POST' as const, url: `${url}/elsewhere?token=${MARKED}`, headers: JSON_TYPE, body: '{}' },
    // As JSON: a browser is sent to the page to sign in at, with the address that it asked for, as the framework does.
    { method: 'GET' as const, url: `${url}?UserName=ada&Password=${MARKED}&ss-tok=${MARKED}`, headers: JSON_TYPE },
    { method: 'GET' as const, url, headers: { cookie: `ss-id=${MARKED}; ss-tok=${MARKED}` } },
    { method: 'GET' as const, url, headers: { authorization: `Bearer ${MARKED}.${MARKED}.${MARKED}` } },
    { method: 'GET' as const, url, headers: { authorization: basic('ada', MARKED) } },
    { method: 'POST' as const, url, headers: { 'content-type': 'application/jsv' }, body: `{Password:"${MARKED}` },
    { method: 'POST' as const, url, headers: { 'content-type': 'text/csv' }, body: `Password\n"${MARKED}` },
  ]),
  ...['json', 'jsv', 'csv', 'xml'].flatMap((format) => [
    { method: 'POST' as const, url: `/api/${format}/reply/Authenticate`, body: `{"Password":"${MARKED}` },
    { method: 'POST' as const, url: `/api/${format}/reply/Authenticate[]`, body: `[{"Password":${MARKED}` },
  ]),
  ...['/api/soap11', '/api/soap12'].flatMap((url) => [
    { method: 'POST' as const, url, headers: XML, body: `<a><Password>${MARKED}</a>` },
    { method: 'POST' as const, url, headers: XML, body: `<!DOCTYPE a [<!ENTITY b "${MARKED}">]><a>&b;</a>` },
    { method: 'POST' as const, url, headers: XML, body: LARGE },
  ]),
  { method: 'GET', url: `/api/login?redirect=https://${MARKED}.example/` },
  { method: 'GET', url: `/api/xml/metadata?op=${MARKED}` },
  ...FORM_PATHS.flatMap((url) => [
    { method: 'POST' as const, url, ...form({ grant_type: 'password', password: MARKED, client_secret: MARKED }) },
    { method: 'POST' as const, url, headers: form({}).headers ?? {}, body: `password=%${MARKED}&token=%zz` },
    { method: 'POST' as const, url, headers: form({}).headers ?? {}, body: `password=${MARKED}&password=${MARKED}` },
    { method: 'POST' as const, url, headers: JSON_TYPE, body: `{"password":"${MARKED}"}` },
    { method: 'POST' as const, url, headers: { authorization: `Basic ${MARKED}` }, ...form({ token: MARKED }) },
    { method: 'POST' as const, url, headers: form({}).headers ?? {}, body: LARGE },
    { method: 'GET' as const, url: `${url}?token=${MARKED}&client_secret=${MARKED}` },
    { method: 'GET' as const, url: `${url}/elsewhere?${MARKED}` },
  ]),
  ...['/oauth2/authorize', '/auth/authentication/connect/authorize'].flatMap((url) => [
    { method: 'GET' as const, url: `${url}?client_id=${MARKED}&redirect_uri=https://${MARKED}.example/` },
    { method: 'GET' as const, url: `${url}?client_id=demo-web&redirect_uri=https://${MARKED}.example/&code=${MARKED}` },
    { method: 'GET' as const, url: `${url}?client_id=demo-web&request_uri=${DEPOSIT}${MARKED}` },
    { method: 'GET' as const, url: `${url}?client_id=%${MARKED}&nonce=${MARKED}` },
  ]),
  ...[
    '/oauth2/authorize/resume',
    '/auth/authentication/connect/authorize/answer',
    '/oauth/answer.aspx',
    '/device/done',
  ].map((url) => ({
    method: 'GET' as const,
    url: `${url}?request=${MARKED}`,
    headers: { cookie: `tessera-session=${MARKED}` },
  })),
  { method: 'GET', url: `/auth/authentication/connect/accesstokenvalidation?token=${MARKED}` },
  { method: 'GET', url: `/oauth/login.aspx?oauth_token=${MARKED}` },
  ...['initiate', 'finalize'].flatMap((step) => [
    {
      method: 'GET' as const,
      url: `/oauth/${step}.aspx`,
      headers: { authorization: `OAuth oauth_signature="${MARKED}"` },
    },
    { method: 'GET' as const, url: `/oauth/${step}.aspx`, headers: { authorization: `OAuth ${MARKED}=%zz, x` } },
    { method: 'GET' as const, url: `/oauth/${step}.aspx?oauth_verifier=${MARKED}&oauth_signature=${MARKED}%26` },
  ]),
  ...['/verify', '/oauth2/userinfo', '/auth/authentication/connect/userinfo'].flatMap((url) =>
    ['Bearer', 'DPoP', 'Basic', 'OAuth'].map((scheme) => ({
      method: 'GET' as const,
      url: `${url}?access_token=${MARKED}`,
      headers: { authorization: `${scheme} ${MARKED}`, dpop: MARKED },
    })),
  ),
  { method: 'GET', url: `/me?access_token=${MARKED}`, headers: { authorization: `Basic ${MARKED}` } },
  { method: 'GET', url: `/${MARKED}/%zz?${MARKED}` },
  { method: 'DELETE', url: `/${MARKED}` },
];

export async function sendMalformed(ask: Ask): Promise<void> {
  for (const request of MALFORMED) for (const site of SITE_NAMES) await ask(site, request);
}
