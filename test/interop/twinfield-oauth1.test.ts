/** Libraries of other languages take the OAuth 1 steps, signed in each way and in each place: the pair that they get logs on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oauthLogonWith } from '../callers/twinfield.ts';
import { openIssuer, openPerson, REDIRECT } from './issuer.ts';
import { granted, LIBRARIES, type Signer, startOauth1Library } from './toolkits/oauth1-library.ts';
import { findInterpreter } from './toolkits/program.ts';

const CONSUMER = { key: 'demo-consumer', secret: 'demo-consumer-secret' };
const METHODS = ['PLAINTEXT', 'HMAC-SHA1', 'HMAC-SHA256'];
const PLACES = ['header', 'query', 'body'] as const;

for (const [name, program] of Object.entries(LIBRARIES)) {
  const interpreter = findInterpreter(program);
  test(`the OAuth 1 steps with ${name}`, { skip: interpreter === undefined && `there is no ${name}` }, async (t) => {
    const issuer = await openIssuer(t);
    const at = (page: string) => new URL(`/oauth/${page}.aspx`, issuer.url).href;
    const steps = { initiate: at('initiate'), login: at('login'), finalize: at('finalize') };
    const library = await startOauth1Library(program, interpreter ?? '', steps);
    t.after(library.close);

    for (const method of METHODS) {
      for (const place of PLACES) {
        const signer: Signer = { ...CONSUMER, method, place, callback: REDIRECT };
        const { authorize } = granted(await library.begin(signer));
        const sent = await openPerson(issuer).goTo(new URL(authorize));
        const pair = granted(await library.finish(sent.headers.location ?? ''));
        const logon = await oauthLogonWith(issuer.ask, CONSUMER, pair);
        assert.equal(logon.word, 'ok', `${method} in the ${place}`);

        const wrong = await library.begin({ ...signer, secret: 'not the secret' });
        assert.deepEqual(wrong, { refused: [401, 'oauth_problem=signature_invalid'] });
      }
    }
  });
}
