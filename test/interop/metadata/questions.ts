/** What a client may ask of a person, and what it learns about them. */
import assert from 'node:assert/strict';
import { openPerson } from '../issuer.ts';
import {
  askForMachine,
  askPerson,
  claimsIn,
  introspect,
  logOn,
  type Offer,
  type Proof,
  redeem,
  toldBy,
  toldByForm,
  userinfo,
} from './offer.ts';

/** Finds what stands for an entry, which must be one that something stands for. */
function byEntry(proofs: Readonly<Record<string, (offer: Offer) => Promise<void>>>): Proof {
  return async (offer, entry) => {
    const prove = proofs[entry];
    assert.ok(prove !== undefined, `nothing shows what ${entry} is`);
    await prove(offer);
  };
}

const SCOPES: Parameters<typeof byEntry>[0] = {
  openid: async (offer) => {
    assert.equal(claimsIn((await logOn(offer, { scope: 'openid' })).id_token).sub, '1');
    assert.equal((await logOn(offer, { scope: 'profile' })).id_token, undefined);
  },
  profile: async (offer) => {
    const { access_token } = await logOn(offer, { scope: 'openid profile' });
    assert.equal((await userinfo(offer, access_token)).members.name, 'Ada');
  },
  email: async (offer) => {
    const { access_token } = await logOn(offer, { scope: 'openid email' });
    assert.equal((await userinfo(offer, access_token)).members.email, 'ada@acme.example');
  },
  // The connection outlives the logon, so the ID token doesn't name it as one that logging out ends.
  offline_access: async (offer) => {
    assert.ok('sid' in claimsIn((await logOn(offer, { scope: 'openid' })).id_token));
    assert.ok(!('sid' in claimsIn((await logOn(offer, { scope: 'openid offline_access' })).id_token)));
  },
  read: async (offer) => {
    assert.equal((await introspect(offer, await askForMachine(offer, { scope: 'read' }))).scope, 'read');
  },
  write: async (offer) => {
    assert.equal((await introspect(offer, await askForMachine(offer, { scope: 'write' }))).scope, 'write');
  },
};

const PROMPTS: Parameters<typeof byEntry>[0] = {
  none: async (offer) => {
    assert.equal(toldBy(await askPerson(offer, { prompt: 'none' })).get('error'), 'login_required');
  },
  login: async (offer) => logsInAgain(offer, 'login'),
  select_account: async (offer) => logsInAgain(offer, 'select_account'),
  consent: async (offer) => {
    const person = openPerson(offer.issuer);
    await askPerson(offer, {}, person);
    assert.ok(toldBy(await askPerson(offer, { prompt: 'none' }, person)).has('code'), 'the consent is remembered');
    // Refused: so there was a question.
    const refused = await askPerson(offer, { prompt: 'consent' }, person, 'deny');
    assert.equal(toldBy(refused).get('error'), 'access_denied');
  },
};

/** Somebody who is logged in has to log in once more, and the client can tell by when they did. */
async function logsInAgain(offer: Offer, prompt: string): Promise<void> {
  const person = openPerson(offer.issuer);
  const timeOf = async (differences = {}) => {
    const { members } = await redeem(offer, toldBy(await askPerson(offer, differences, person)));
    return Number(claimsIn(members.id_token).auth_time);
  };
  const first = await timeOf();
  offer.issuer.demo.clock.move(60_000);
  assert.equal(await timeOf(), first);
  assert.ok((await timeOf({ prompt })) > first);
}

export const QUESTIONS: Readonly<Record<string, Proof>> = {
  scopes_supported: byEntry(SCOPES),
  prompt_values_supported: byEntry(PROMPTS),
  response_types_supported: byEntry({
    code: async (offer) => {
      assert.ok(toldBy(await askPerson(offer, { response_type: 'code' })).has('code'));
    },
  }),
  response_modes_supported: byEntry({
    query: async (offer) => {
      assert.ok(toldBy(await askPerson(offer, { response_mode: 'query' })).has('code'));
    },
    form_post: async (offer) => {
      assert.ok((await toldByForm(await askPerson(offer, { response_mode: 'form_post' }))).has('code'));
    },
  }),
  code_challenge_methods_supported: byEntry({
    S256: async (offer) => {
      const other = 'A'.repeat(43);
      const told = toldBy(await askPerson(offer, { code_challenge: other, code_challenge_method: 'S256' }));
      assert.equal((await redeem(offer, told)).members.error, 'invalid_grant');
      assert.equal((await redeem(offer, toldBy(await askPerson(offer)))).status, 200);
    },
  }),
  authorization_response_iss_parameter_supported: byEntry({
    true: async (offer) => {
      assert.equal(toldBy(await askPerson(offer)).get('iss'), offer.metadata.issuer);
      assert.equal(toldBy(await askPerson(offer, { scope: 'everything' })).get('iss'), offer.metadata.issuer);
    },
  }),
  // False means that whoever asks for it is told so, or that nothing comes of it.
  request_parameter_supported: byEntry({
    false: async (offer) => {
      assert.equal(toldBy(await askPerson(offer, { request: 'e30.e30.' })).get('error'), 'request_not_supported');
    },
  }),
  request_uri_parameter_supported: byEntry({
    false: async (offer) => {
      const answer = await askPerson(offer, { request_uri: 'https://my.app.com/request' });
      assert.equal(answer.status, 400);
    },
  }),
  claims_parameter_supported: byEntry({
    false: async (offer) => {
      const claims = JSON.stringify({ id_token: { email: { essential: true } } });
      assert.ok(!('email' in claimsIn((await logOn(offer, { claims })).id_token)));
    },
  }),
  require_pushed_authorization_requests: byEntry({
    false: async (offer) => {
      assert.ok(toldBy(await askPerson(offer)).has('code'));
    },
    true: async (offer) => {
      assert.equal((await askPerson(offer)).status, 400);
    },
  }),
  claim_types_supported: byEntry({
    normal: async (offer) => {
      const { members } = await userinfo(offer, (await logOn(offer, { scope: 'openid email' })).access_token);
      assert.equal(typeof members.email, 'string');
    },
  }),
  claims_supported: async (offer, claim) => {
    const known = await claimsOf(offer);
    assert.ok(known.has(claim), `nobody is told ${claim}`);
  },
};

/** Every claim about a person and their logon that any client is told. */
export async function claimsOf(offer: Offer): Promise<ReadonlySet<string>> {
  const tokens = await logOn(offer, { scope: 'openid profile email', nonce: 'n' });
  const { members } = await userinfo(offer, tokens.access_token);
  return new Set([...Object.keys(claimsIn(tokens.id_token)), ...Object.keys(members)]);
}
