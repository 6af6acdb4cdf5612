/**
 * Credentials put into a running server before it is measured, through its own store and core, so that a load has something to present. They
 * belong to a person of the demo world.
 */
import type { Caller } from '../src/core/model/audit-entry.ts';
import {
  ACCESS_TOKEN,
  COOKIE_SESSION,
  LONG_TOKEN,
  REFRESH_TOKEN,
  type SecretForm,
} from '../src/core/model/secret-form.ts';
import type { Token } from '../src/core/model/token.ts';
import { changeEntry } from '../src/core/operations/steps/change-entry.ts';
import { mintToken } from '../src/core/operations/steps/mint-token.ts';
import { fingerprint } from '../src/core/secrets.ts';
import type { World } from '../src/core/world.ts';
import { DEFAULT_SETTINGS } from '../src/dialects/digioffice/settings.ts';
import { tokensOf } from '../src/dialects/digioffice/token-claims.ts';
import type { Assembled } from '../src/server/assemble.ts';
import { SEED_CLIENT } from '../src/server/demo-world/clients.ts';
import { ACME } from '../src/server/demo-world/people.ts';
import { newAccount } from '../src/store/conformance/specimens.ts';

export type PlantName =
  | 'refresh-token'
  | 'long-refresh-token'
  | 'access-token'
  | 'session'
  | 'signed-token'
  | 'delegation';

/** The secret of every pair that is planted, so that only the pair's name changes from one request to the next. */
export const PAIR_SECRET = 'demo-secret-ada';

const PERSON = { id: 1, name: 'ada', organisationCode: 'ACME', password: 'ada-demo-pass' };
/** A client with scopes that its record lets it have. */
interface Holder {
  readonly clientId: string;
  readonly scope: string;
}

const DEMO_WEB: Holder = { clientId: 'demo-web', scope: 'openid profile' };
const SEED: Holder = { clientId: SEED_CLIENT.id, scope: 'allowFullPermissions' };
const LIFETIME_SECONDS = 30 * 24 * 3600;
/** Asked of the store at once. */
const AT_ONCE = 1000;
const CALLER: Caller = { dialect: 'digioffice', site: 'c1', address: '127.0.0.1' };
const SIGNED_SESSIONS = 16;
const ACME_COMPANY = 1;
/** Ids above those of the demo world. */
const FIRST_PLANTED_PERSON = 1000;

/** Plants so many and tells their texts. */
export async function plant({ world, core }: Assembled, what: PlantName, count: number): Promise<string[]> {
  switch (what) {
    case 'refresh-token':
      return many(count, () => plantToken(world, 'refresh', REFRESH_TOKEN, DEMO_WEB));
    case 'long-refresh-token':
      return many(count, () => plantToken(world, 'refresh', LONG_TOKEN, SEED));
    case 'access-token':
      return many(count, () => plantToken(world, 'access', ACCESS_TOKEN, DEMO_WEB));
    case 'session':
      return many(count, () => openSession(core));
    case 'delegation':
      return many(count, (index) => plantDelegation(world, index));
    case 'signed-token': {
      const sessions = await many(SIGNED_SESSIONS, () => openSession(core));
      return many(count, (index) => convert(core, sessions[index % sessions.length] ?? ''));
    }
  }
}

async function many(count: number, make: (index: number) => Promise<string>): Promise<string[]> {
  const made: string[] = [];
  while (made.length < count) {
    const begin = made.length;
    const group = Array.from({ length: Math.min(AT_ONCE, count - begin) }, (_, index) => make(begin + index));
    made.push(...(await Promise.all(group)));
  }
  return made;
}

async function plantToken(
  world: World,
  kind: Token['kind'],
  form: SecretForm,
  { clientId, scope }: Holder,
): Promise<string> {
  const at = world.clock.now();
  const family = {
    id: world.nextId(),
    accountId: PERSON.id,
    clientId,
    origin: 'oauth',
    openedAt: at,
    revokedAt: undefined,
    revokedWhy: undefined,
  };
  const descent = { familyId: family.id, sessionId: undefined, account: undefined, clientId, scope };
  const minted = await mintToken(world, kind, { form, lifetimeSeconds: LIFETIME_SECONDS }, descent, at);
  const entry = changeEntry(world, 'plant', CALLER, at, { clientId, familyId: family.id });
  await world.store.open({ family, session: undefined, tokens: [minted.token] }, entry);
  return minted.text;
}

/** A person with a pair, told by the pair's name: three letters or digits behind the usual beginning. */
async function plantDelegation({ store, clock }: World, index: number): Promise<string> {
  const name = index.toString(36).padStart(3, '0');
  const id = FIRST_PLANTED_PERSON + index;
  await store.addAccount(newAccount({ id, organisationId: ACME, name, displayName: name }));
  await store.addMembership({ accountId: id, companyId: ACME_COMPANY });
  const pair = { id: `demo-access-${name}`, secretFingerprint: fingerprint(PAIR_SECRET), clientId: 'demo-consumer' };
  await store.addDelegation({ ...pair, accountId: id, createdAt: clock.now() });
  return pair.id;
}

async function openSession(core: Assembled['core']): Promise<string> {
  const opened = await core.openSessionByPassword({
    caller: CALLER,
    person: PERSON,
    password: PERSON.password,
    door: { legacy: false, needsCompany: false, fenced: false, carriesSteps: false },
    terms: {
      form: COOKIE_SESSION,
      idleSeconds: undefined,
      lifetimeSeconds: LIFETIME_SECONDS,
      deviceKey: undefined,
      site: undefined,
      access: undefined,
    },
  });
  if (!opened.ok || opened.value.secret === undefined) throw new Error('no session was opened');
  return opened.value.secret;
}

async function convert(core: Assembled['core'], session: string): Promise<string> {
  const access = tokensOf(DEFAULT_SETTINGS, CALLER.site).access();
  const converted = await core.convertSession({ caller: CALLER, session, preserve: true, access });
  if (!converted.ok) throw new Error(`no token was signed: ${converted.refusal.code}`);
  return converted.value.access.text;
}
