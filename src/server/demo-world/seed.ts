/**
 * Fills a store with the demo world: organisations, people, clients and the values that the seed pages print. Adding what is already there
 * changes nothing, so it runs at every start; the seed page's code and refresh token are made live anew each time.
 */
import type { AuditEntry } from '../../core/model/audit-entry.ts';
import { CLIENT_SECRET } from '../../core/model/client.ts';
import { LONG_CODE, LONG_TOKEN, type SecretForm } from '../../core/model/secret-form.ts';
import { faultOf } from '../../core/model/token.ts';
import type { NewAccount } from '../../core/ports/store.ts';
import { fingerprint, readSecret, type SecretReference } from '../../core/secrets.ts';
import type { World } from '../../core/world.ts';
import { DEMO_CLIENTS, SEED_CLIENT } from './clients.ts';
import { COMPANIES, LONG_AGO, ORGANISATIONS, PEOPLE, type Person } from './people.ts';
import { seedCode } from './seed-code.ts';

/** The demo's code lives longer than a real one would, so that whoever reads a page has time to try it. */
const CODE_LIFETIME_MS = 24 * 3600 * 1000;
const REFRESH_LIFETIME_MS = 365 * 24 * 3600 * 1000;

export async function seedDemoWorld(world: World): Promise<void> {
  const { store } = world;
  // One after another where rows refer to each other; the store puts what is asked together into one commit.
  await Promise.all(ORGANISATIONS.map((organisation) => store.addOrganisation(organisation)));
  await Promise.all(COMPANIES.map((company) => store.addCompany(company)));
  await Promise.all([
    ...DEMO_CLIENTS.map((client) => addClient(world, client)),
    ...PEOPLE.map((p, i) => addPerson(world, p, i + 1)),
  ]);
  await plantCode(world);
  await plantRefreshToken(world);
}

function addClient(world: World, client: (typeof DEMO_CLIENTS)[number]) {
  const { secret, ...rest } = client;
  const plain = {
    keys: [],
    logoutUris: [],
    challengeMethods: ['S256'],
    audiences: [],
    accessForm: 'opaque',
    keyBinding: 'optional',
  } as const;
  const secretFingerprint = secret === undefined ? undefined : fingerprint(secret);
  const isSealed = secret !== undefined && rest.permits.includes('delegation');
  const sealedSecret = isSealed ? world.sealing.seal(secret, CLIENT_SECRET) : undefined;
  return world.store.addClient({ ...plain, ...rest, secretFingerprint, sealedSecret, disabledAt: undefined });
}

async function addPerson(world: World, person: Person, id: number): Promise<void> {
  const { store } = world;
  const organisationCode = ORGANISATIONS.find((organisation) => organisation.id === person.organisationId)?.code;
  // Hashing is most of a first start, so it is left out where the person is there already.
  const known = await store.findAccount({ name: person.name, organisationCode });
  if (known === undefined) await store.addAccount(await accountOf(world, person, id, organisationCode));
  const own = COMPANIES.filter(({ organisationId }) => organisationId === person.organisationId);
  await Promise.all([
    ...(person.belongsToCompanies
      ? own.map(({ id: companyId }) => store.addMembership({ accountId: id, companyId }))
      : []),
    store.addDelegation({
      id: `demo-access-${person.name}`,
      secretFingerprint: fingerprint(`demo-secret-${person.name}`),
      clientId: 'demo-consumer',
      accountId: id,
      createdAt: LONG_AGO,
    }),
  ]);
}

async function accountOf(world: World, person: Person, id: number, organisationCode = ''): Promise<NewAccount> {
  const { password, belongsToCompanies: _, ...account } = person;
  return {
    ...account,
    id,
    displayName: `${person.name.charAt(0).toUpperCase()}${person.name.slice(1)}`,
    email: `${person.name}@${organisationCode.toLowerCase()}.example`,
    phone: person.secondStep === undefined ? undefined : '+31 6 0000 0000',
    passwordChange: undefined,
    passwordHash: await world.passwords.hash(password),
  };
}

async function plantCode(world: World): Promise<void> {
  const key = planted(LONG_CODE, SEED_CLIENT.code);
  await world.store.removeCode(key.id);
  await world.store.addCode(
    seedCode({ ...key, accountId: 1, expiresAt: world.clock.now() + CODE_LIFETIME_MS }),
    plantingEntry(world),
  );
}

async function plantRefreshToken(world: World): Promise<void> {
  const key = planted(LONG_TOKEN, SEED_CLIENT.refreshToken);
  const now = world.clock.now();
  const found = await world.store.findTokenById(key.id);
  // One that is still good stays: another in its place would leave its connection behind, among those that may be.
  if (found !== undefined && faultOf(found, now) === undefined) return;
  const family = {
    id: world.nextId(),
    accountId: 1,
    clientId: SEED_CLIENT.id,
    origin: 'projector',
    openedAt: now,
    revokedAt: undefined,
    revokedWhy: undefined,
  };
  const token = {
    ...key,
    kind: 'refresh' as const,
    foundByFingerprint: false,
    familyId: family.id,
    sessionId: undefined,
    scope: SEED_CLIENT.scope,
    issuedAt: now,
    expiresAt: now + REFRESH_LIFETIME_MS,
    clientId: undefined,
    audience: undefined,
    boundTo: undefined,
    spentAt: undefined,
    successorId: undefined,
    successorAccessId: undefined,
  };
  await world.store.removeToken(key.id);
  await world.store.open({ family, session: undefined, tokens: [token], connectedAt: now }, plantingEntry(world));
}

function planted(form: SecretForm, text: string): SecretReference & { readonly id: bigint } {
  const key = readSecret(form, text);
  if (key?.id === undefined) throw new Error(`The demo world's ${form.name} has not the form that it should have`);
  return { ...key, id: key.id };
}

function plantingEntry(world: World): AuditEntry {
  const caller = { dialect: 'demo', site: 'login', address: '127.0.0.1' };
  const at = world.clock.now();
  return {
    id: world.nextId(),
    at,
    operation: 'plant-demo',
    outcome: 'yes',
    caller,
    accountId: 1,
    clientId: SEED_CLIENT.id,
  };
}
