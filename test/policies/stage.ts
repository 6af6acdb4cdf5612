import { LONG_CODE } from '../../src/core/model/secret-form.ts';
import { challengeOf, writeSecret } from '../../src/core/secrets.ts';
import { type Answer, type Ask, basic, form } from '../callers/ask.ts';
import { type ClientOfStage, PASSWORD, type Person, type PolicyWorld, REDIRECT } from './policy-world.ts';

/** A client's tokens for a person, as the latest answer told them. */
export interface Tokens {
  access: string;
  refresh: string;
}

/**
 * One cell: a person, a client and an address of its own. A door gets on it what it needs while all is well; then a policy befalls, and the door is asked.
 * What a policy changes about the asking stands in members that the doors look up when they ask.
 */
export interface Stage {
  readonly world: PolicyWorld;
  readonly person: Person;
  /** Asks from the stage's own address, a cluster's question at the site that counts. */
  readonly ask: Ask;
  /** Asks from elsewhere, so that what comes before isn't counted for the stage's address. */
  readonly askFromAfar: Ask;
  /** Whom the doors ask as. */
  client: ClientOfStage;
  /** Given to the client. */
  readonly pair: string;
  password: string;
  /** Where the doors of a cluster are asked. */
  cluster: 'c1' | 'c2';
  /** Asked for where a door has a place for it; undefined asks for what fits. */
  scope: string | undefined;
  resource: string | undefined;
  /** What the client's tokens are given for. */
  grantedScope: string;
  /** What a session owes from its beginning. */
  owes: 'second-step' | 'change-password' | undefined;
  /** The credentials that the door holds, latest last. */
  readonly held: string[];
  readonly tokens: Tokens;
}

const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-by-rfc-7636';

export async function setStage(world: PolicyWorld, number: number): Promise<Stage> {
  const person = await world.addPerson();
  const client = await world.addClient();
  const own = `10.1.${number >> 8}.${number & 255}`;
  let far = 0;
  const from = (address: () => string): Ask => {
    return async (site, request) => {
      const asked = site === 'c1' ? stage.cluster : site;
      const answer = await world.demo.inject(asked, { ...request, from: address() });
      const cookies = [answer.headers['set-cookie'] ?? []].flat();
      const plain = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
      return { status: answer.statusCode, headers: Object.fromEntries(plain), cookies, body: answer.body };
    };
  };
  const stage: Stage = {
    world,
    person,
    client,
    pair: await world.delegate(person, client),
    ask: from(() => own),
    askFromAfar: from(() => {
      far += 1;
      return `10.2.${number & 255}.${far & 255}`;
    }),
    password: PASSWORD,
    cluster: 'c1',
    scope: undefined,
    resource: undefined,
    grantedScope: 'openid profile offline_access read allowFullPermissions twf.organisationUser twf.user',
    owes: undefined,
    held: [],
    tokens: { access: '', refresh: '' },
  };
  return stage;
}

/** Asks an endpoint of the standard dialect as the stage's client. */
export function post(stage: Stage, url: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
  const { headers, body = '' } = form(fields);
  const authorization = basic(stage.client.id, stage.client.secret);
  return stage.ask('login', { method: 'POST', url, headers: { ...headers, authorization }, body });
}

/** A code that the person has given the client. @returns what redeems it */
export async function giveCode(stage: Stage, scope: string = stage.grantedScope) {
  const { world, person, client } = stage;
  const { demo } = world;
  const id = demo.world.nextId();
  const { text, fingerprint } = writeSecret(LONG_CODE, id, demo.world.random.bytes);
  const asked = { redirectUri: REDIRECT, challenge: challengeOf(VERIFIER), challengeMethod: 'S256', scope } as const;
  const unasked = { nonce: undefined, reference: undefined, audience: undefined, boundTo: undefined };
  const expiresAt = demo.clock.now() + 60_000;
  const whose = { clientId: client.id, accountId: person.id, authenticatedAt: demo.clock.now() };
  await demo.store.addCode({ id, fingerprint, ...asked, ...unasked, ...whose, expiresAt }, world.entry('give-code'));
  return { code: text, verifier: VERIFIER, redirectUri: REDIRECT };
}
