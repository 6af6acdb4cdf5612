/** How clients prove themselves, at each endpoint where they must; and each algorithm with a key that is new. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { basic } from '../../callers/ask.ts';
import { createProofMaker } from '../../support/key-proofs.ts';
import {
  addressOf,
  askForMachine,
  type Fields,
  introspect,
  logOn,
  MACHINE,
  type Offer,
  type Proof,
  post,
  userinfo,
} from './offer.ts';

/** A client that can prove itself again and again. */
interface ProvenClient {
  readonly prove: () => Promise<{ readonly fields: Fields; readonly headers?: Fields }>;
  /** What it can ask tokens with, besides its proof. */
  readonly token: () => Promise<string>;
}

const METHODS: Readonly<Record<string, (offer: Offer) => Promise<ProvenClient>>> = {
  client_secret_basic: async (offer) => {
    const headers = { authorization: basic(MACHINE.client_id, MACHINE.client_secret) };
    return confidential(offer, async () => ({ fields: {}, headers }));
  },
  client_secret_post: async (offer) => confidential(offer, async () => ({ fields: MACHINE })),
  private_key_jwt: (offer) => signer(offer, 'ES256'),
  none: async (offer) => {
    const fields = { client_id: 'demo-spa' };
    // Its code is redeemed with its name alone.
    const token = async () => String((await logOn(offer, fields)).access_token);
    return { prove: async () => ({ fields }), token };
  },
};

export const METHOD_NAMES = Object.keys(METHODS);

function confidential(offer: Offer, prove: ProvenClient['prove']): ProvenClient {
  const token = async () => {
    const { fields, headers = {} } = await prove();
    const asked = { grant_type: 'client_credentials', ...fields };
    const { members, body } = await post(offer, 'token_endpoint', asked, headers);
    assert.equal(typeof members.access_token, 'string', body);
    return String(members.access_token);
  };
  return { prove, token };
}

/** A client of its own, with a fresh key. */
async function signer(offer: Offer, algorithm: string): Promise<ProvenClient> {
  const { store } = offer.issuer.demo;
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const known = await store.findClient('demo-signer');
  assert.ok(known !== undefined);
  const id = `signer-${randomUUID()}`;
  await store.addClient({ ...known, id, keys: [{ ...(await exportJWK(publicKey)) }] });
  const prove = async () => {
    const statement = new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(id)
      .setSubject(id)
      .setAudience(addressOf(offer, 'issuer'))
      .setExpirationTime(Math.floor(offer.issuer.demo.clock.now() / 1000) + 60);
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return { fields: { client_assertion_type: type, client_assertion: await statement.sign(privateKey) } };
  };
  return confidential(offer, prove);
}

type AtEndpoint = (offer: Offer, client: ProvenClient) => Promise<void>;

const PROVING: Readonly<Record<string, AtEndpoint>> = {
  token: async (offer, client) => {
    assert.equal((await introspect(offer, await client.token())).active, true);
  },
  introspection: async (offer, client) => {
    const token = await client.token();
    const { fields, headers } = await client.prove();
    const { members, body } = await post(offer, 'introspection_endpoint', { ...fields, token }, headers);
    assert.equal(members.active, true, body);
  },
  revocation: async (offer, client) => {
    const token = await client.token();
    const { fields, headers } = await client.prove();
    assert.equal((await post(offer, 'revocation_endpoint', { ...fields, token }, headers)).status, 200);
    assert.deepEqual(await introspect(offer, token), { active: false });
  },
};

const AT_ENDPOINTS: Readonly<Record<string, Proof>> = Object.fromEntries(
  Object.entries(PROVING).flatMap(([endpoint, at]): readonly (readonly [string, Proof])[] => [
    [
      `${endpoint}_endpoint_auth_methods_supported`,
      async (offer, method) => {
        const open = METHODS[method];
        assert.ok(open !== undefined, `how ${method} is proven`);
        await at(offer, await open(offer));
      },
    ],
    [
      `${endpoint}_endpoint_auth_signing_alg_values_supported`,
      async (offer, algorithm) => at(offer, await signer(offer, algorithm)),
    ],
  ]),
);

export const CLIENTS: Readonly<Record<string, Proof>> = {
  ...AT_ENDPOINTS,
  dpop_signing_alg_values_supported: async (offer, algorithm) => {
    const holder = await createProofMaker(algorithm);
    const about = { method: 'POST', url: addressOf(offer, 'token_endpoint'), now: offer.issuer.demo.clock.now() };
    const asked = { ...MACHINE, grant_type: 'client_credentials' };
    const { members } = await post(offer, 'token_endpoint', asked, { dpop: await holder.prove(about) });
    assert.equal(members.token_type, 'DPoP');
    assert.deepEqual((await introspect(offer, members.access_token)).cnf, { jkt: holder.thumbprint });
  },
  id_token_signing_alg_values_supported: async (offer, algorithm) => {
    const { id_token } = await logOn(offer);
    const keys = createRemoteJWKSet(new URL(addressOf(offer, 'jwks_uri')));
    await jwtVerify(String(id_token), keys, { algorithms: [algorithm], audience: 'demo-web' });
  },
  introspection_signing_alg_values_supported: async (offer, algorithm) => {
    const asked = { ...MACHINE, token: await askForMachine(offer) };
    const accept = 'application/token-introspection+jwt';
    const { type, body } = await post(offer, 'introspection_endpoint', asked, { accept });
    assert.equal(type, accept);
    assert.equal(decodeProtectedHeader(body).alg, algorithm);
    await jwtVerify(body, createRemoteJWKSet(new URL(addressOf(offer, 'jwks_uri'))), { audience: MACHINE.client_id });
  },
  subject_types_supported: async (offer, type) => {
    assert.equal(type, 'public', 'the same for every client');
    const subjects = await Promise.all(
      [logOn(offer), logOn(offer, { client_id: 'demo-spa' })].map(
        async (tokens) => (await userinfo(offer, (await tokens).access_token)).members.sub,
      ),
    );
    assert.deepEqual(subjects, ['1', '1']);
  },
};
