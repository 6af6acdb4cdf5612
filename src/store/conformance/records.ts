/** Every record comes back as it went in, with all of its optional parts and with none. */
import assert from 'node:assert/strict';
import type { Account } from '../../core/model/account.ts';
import type { Client } from '../../core/model/client.ts';
import type { Code } from '../../core/model/grant.ts';
import type { NewAccount, NewCode } from '../../core/ports/store.ts';
import type { Topic } from './index.ts';
import {
  EXPIRY,
  keyOf,
  NOW,
  newAccount,
  newClient,
  newCode,
  newEntry,
  newFamily,
  newOpening,
  newSession,
  newToken,
  nextFingerprint,
  nextId,
  ORGANISATION,
  openFamily,
  settle,
} from './specimens.ts';

/** An account as the store must give it back. */
function asRead(account: NewAccount, hasCompany: boolean, organisation: Account['organisation']): Account {
  const { organisationId: _, ...rest } = account;
  return { ...rest, hasCompany, organisation };
}

/** Every optional part present, and no two values alike, so that a column read in another's place shows. */
const FULL_ACCOUNT = newAccount({
  id: 7,
  organisationId: 3,
  name: 'Grace.H',
  displayName: 'Grace H.',
  email: 'grace@acme.example',
  role: 'administrator',
  homeSite: 'c2',
  mustChangePasswordAt: NOW + 1,
  passwordChange: { id: 17n, familyId: 18n },
  secondStep: 'sms',
  phone: '+31201234567',
  disabledAt: NOW + 2,
  deletedAt: NOW + 3,
  trustedNetworks: ['10.0.0.0/8', '2001:db8::/32'],
});

const FULL_ORGANISATION = { id: 3, code: 'Umbrella', deactivatedAt: NOW + 4, modernLogonOnlyAt: NOW + 5 };

const FULL_CLIENT: Client = newClient({
  id: 'demo:consumer',
  name: 'A consumer',
  proof: 'signature',
  secretFingerprint: nextFingerprint(),
  sealedSecret: 'sealed-under-a-key',
  keys: [
    { kty: 'OKP', crv: 'Ed25519', x: 'one', kid: 'line\nbreak' },
    { kty: 'RSA', n: 'two', e: 'AQAB' },
  ],
  permits: [
    ...(['delegation', 'code', 'code-without-challenge', 'refresh', 'client-credentials', 'introspection'] as const),
    ...(['exchange', 'exchange-unlimited', 'device', 'password'] as const),
  ],
  redirectUris: ['https://app.example/a?b=c d', 'urn:ietf:wg:oauth:2.0:oob'],
  logoutUris: ['https://app.example/bye'],
  scopes: ['read', 'write'],
  challengeMethods: ['plain', 'S256'],
  audiences: ['https://api.example/', 'urn:example:ledger'],
  accessForm: 'signed',
  keyBinding: 'required',
  disabledAt: NOW + 6,
});

export const recordTests: Topic = {
  'organisations and accounts': async (store) => {
    assert.equal(await store.addOrganisation(FULL_ORGANISATION), 'added');
    assert.equal(await store.addAccount(FULL_ACCOUNT), 'added');
    await settle(store);
    const full = await store.findAccount({ name: 'Grace.H', organisationCode: 'Umbrella' });
    assert.deepEqual(full, asRead(FULL_ACCOUNT, false, FULL_ORGANISATION));
    const bare = await store.findAccount({ name: 'ada' });
    assert.deepEqual(bare, asRead(newAccount(), false, ORGANISATION));
  },

  'companies and memberships': async (store) => {
    await settle(store);
    assert.equal(await store.addCompany({ id: 1, organisationId: 1, code: 'ACME-NL', uuid: undefined }), 'added');
    assert.equal(await store.addCompany({ id: 2, organisationId: 1, code: 'ACME-UK', uuid: undefined }), 'added');
    assert.equal(await store.addCompany({ id: 2, organisationId: 1, code: 'ACME-DE', uuid: undefined }), 'taken');
    assert.equal((await store.findAccount({ name: 'ada' }))?.hasCompany, false);
    assert.equal(await store.addMembership({ accountId: 1, companyId: 1 }), 'added');
    assert.equal(await store.addMembership({ accountId: 1, companyId: 2 }), 'added');
    assert.equal(await store.addMembership({ accountId: 1, companyId: 2 }), 'taken');
    assert.equal((await store.findAccount({ name: 'ada' }))?.hasCompany, true);
    const { session, access } = await openFamily(store);
    assert.equal((await store.findSessionById(session.id))?.account.hasCompany, true);
    assert.equal((await store.findToken(access))?.account?.hasCompany, true);
  },

  clients: async (store) => {
    assert.equal(await store.addClient(FULL_CLIENT), 'added');
    assert.equal(await store.addClient(newClient()), 'added');
    assert.equal(await store.addClient(newClient({ name: 'Another' })), 'taken');
    assert.deepEqual(await store.findClient(FULL_CLIENT.id), FULL_CLIENT);
    assert.deepEqual(await store.findClient('web'), newClient());
    assert.equal(await store.findClient('WEB'), undefined);
  },

  delegations: async (store) => {
    await settle(store);
    await store.addClient(FULL_CLIENT);
    const pair = { secretFingerprint: nextFingerprint(), clientId: FULL_CLIENT.id, accountId: 1, createdAt: NOW };
    assert.equal(await store.addDelegation({ id: 'demo-access-ada', ...pair }), 'added');
    const other = { ...pair, secretFingerprint: nextFingerprint() };
    assert.equal(await store.addDelegation({ id: 'demo-access-ada', ...other }), 'taken');
    assert.deepEqual(await store.findDelegation('demo-access-ada'), {
      id: 'demo-access-ada',
      secretFingerprint: pair.secretFingerprint,
      client: FULL_CLIENT,
      account: asRead(newAccount(), false, ORGANISATION),
      endedAt: undefined,
    });
    assert.equal(await store.findDelegation('Demo-access-ada'), undefined);
  },

  'sessions, with all and with nothing': async (store) => {
    await settle(store);
    const account = asRead(newAccount(), false, ORGANISATION);
    const family = newFamily();
    const full = newSession(family.id, {
      foundByFingerprint: true,
      slot: 'desk',
      deviceKey: 'phone',
      idleSeconds: 1800,
      usedAt: NOW + 1,
      expiresAt: EXPIRY + 1,
      closedAt: NOW + 2,
      owes: 'second-step',
      companyId: 9,
    });
    await store.open({ family, session: full, tokens: [] }, newEntry());
    const found = await store.findSession(keyOf(full));
    assert.deepEqual(found, { session: full, family, account });
    assert.deepEqual(await store.findSessionById(full.id), found);
    assert.deepEqual(await store.findSession({ ...keyOf(full), id: undefined }), found);

    const keyed = newOpening();
    await store.open(keyed, newEntry());
    assert.deepEqual((await store.findSession(keyOf(keyed.session)))?.session, keyed.session);
    assert.equal(await store.findSession({ ...keyOf(keyed.session), id: undefined }), undefined);

    const secretless = newSession(newFamily().id, { fingerprint: undefined, owes: 'change-password' });
    const own = newFamily({ id: secretless.familyId });
    await store.open({ family: own, session: secretless, tokens: [] }, newEntry());
    assert.deepEqual(await store.findSessionById(secretless.id), { session: secretless, family: own, account });
    assert.equal(await store.findSession({ id: secretless.id, fingerprint: nextFingerprint() }), undefined);
  },

  'tokens, with all and with nothing': async (store) => {
    await settle(store);
    const family = newFamily({ revokedAt: NOW + 7, revokedWhy: 'logout' });
    const full = newToken(family.id, {
      kind: 'refresh',
      foundByFingerprint: true,
      sessionId: nextId(),
      issuedAt: NOW + 1,
      expiresAt: EXPIRY + 2,
      clientId: 'another',
      audience: 'https://api.example/ urn:example:ledger',
      boundTo: 'thumbprint',
      spentAt: NOW + 3,
      successorId: nextId(),
      successorAccessId: nextId(),
    });
    await store.open({ family, session: undefined, tokens: [full] }, newEntry());
    const account = asRead(newAccount(), false, ORGANISATION);
    const found = await store.findToken({ id: undefined, fingerprint: full.fingerprint });
    assert.deepEqual(found, { token: full, family, account });
    assert.deepEqual(await store.findToken(full), found);
    assert.deepEqual(await store.findTokenById(full.id), found);

    const nobodys = newFamily({ accountId: undefined, clientId: undefined, origin: 'yindo' });
    const bare = newToken(nobodys.id, { scope: '' });
    await store.open({ family: nobodys, session: undefined, tokens: [bare] }, newEntry());
    assert.deepEqual(await store.findToken(bare), { token: bare, family: nobodys, account: undefined });
    assert.equal(await store.findToken({ id: undefined, fingerprint: bare.fingerprint }), undefined);
  },

  'codes, fresh and redeemed': async (store) => {
    await settle(store);
    const account = asRead(newAccount(), false, ORGANISATION);
    const full = newCode({
      challenge: 'c'.repeat(43),
      challengeMethod: 'S256',
      scope: 'read write',
      nonce: 'n-0S6_WzA2Mj',
      reference: 'temporary',
      audience: 'https://api.example/',
      boundTo: 'thumbprint',
      authenticatedAt: NOW - 7,
    });
    const bare = newCode({ redirectUri: '' });
    await store.addCode(full, newEntry());
    await store.addCode(bare, newEntry());
    const fresh = (code: NewCode): Code => {
      const { accountId: _, ...rest } = code;
      return { ...rest, account, spentAt: undefined, familyId: undefined };
    };
    assert.deepEqual(await store.findCode(full), fresh(full));
    assert.deepEqual(await store.findCode({ id: undefined, fingerprint: full.fingerprint }), fresh(full));
    assert.deepEqual(await store.findCode(bare), fresh(bare));

    const opening = newOpening();
    const redeemed = await store.redeemCode({ ...opening, codeId: full.id, at: NOW + 9 }, newEntry());
    assert.deepEqual(redeemed, { outcome: 'won', evicted: 0 });
    assert.deepEqual(await store.findCode(full), { ...fresh(full), spentAt: NOW + 9, familyId: opening.family.id });
    assert.deepEqual((await store.findToken(opening.refresh))?.token, opening.refresh);
    assert.deepEqual((await store.findToken(opening.access))?.token, opening.access);
    assert.deepEqual((await store.findSessionById(opening.session.id))?.session, opening.session);
  },

  'audit entries, with all and with nothing': async (store) => {
    const full = newEntry({
      outcome: 'grant-rejected:spent',
      accountId: 1,
      clientId: 'web',
      familyId: nextId(),
      caller: { dialect: 'yindo', site: 'c2', address: '2001:db8::1' },
    });
    const bare = newEntry({ operation: '' });
    await store.addAuditEntry(full);
    await store.addAuditEntry(bare);
    assert.deepEqual(await store.listAuditEntries(0n, 10), [full, bare]);
  },

  'a rotated refresh token names its successors': async (store) => {
    await settle(store);
    const { family, refresh } = await openFamily(store);
    const next = newOpening(family);
    const entry = newEntry({ familyId: family.id });
    const rotation = { spentId: refresh.id, at: NOW + 5, refresh: next.refresh, access: next.access };
    assert.equal(await store.rotate(rotation, entry), 'won');
    assert.deepEqual((await store.findToken(refresh))?.token, {
      ...refresh,
      spentAt: NOW + 5,
      successorId: next.refresh.id,
      successorAccessId: next.access.id,
    });
    assert.deepEqual((await store.findToken(next.refresh))?.token, next.refresh);
    assert.deepEqual((await store.findToken(next.access))?.token, next.access);
    assert.deepEqual((await store.listAuditEntries(0n, 10)).at(-1), entry);
  },

  'a session is used forward only, and closed by the conversion that says so': async (store) => {
    await settle(store);
    const { session, family } = await openFamily(store);
    await store.useSession(session.id, NOW + 10);
    await store.useSession(session.id, NOW + 4);
    assert.equal((await store.findSessionById(session.id))?.session.usedAt, NOW + 10);
    const [kept, closing, late] = [newToken(family.id), newToken(family.id), newToken(family.id)];
    const convert = (closeAt: number | undefined, token: typeof kept) =>
      store.convertSession({ sessionId: session.id, closeAt, token }, newEntry());
    assert.equal(await convert(undefined, kept), 'won');
    assert.equal((await store.findSessionById(session.id))?.session.closedAt, undefined);
    assert.equal(await convert(NOW + 11, closing), 'won');
    assert.equal((await store.findSessionById(session.id))?.session.closedAt, NOW + 11);
    assert.equal(await convert(undefined, late), 'lost');
    assert.equal(await store.findToken(late), undefined);
    assert.deepEqual((await store.findToken(closing))?.token, closing);
    assert.deepEqual((await store.findToken(kept))?.token, kept);
  },

  'a conversion may leave two tokens, and a family gets more while it lives': async (store) => {
    await settle(store);
    const { session, family } = await openFamily(store);
    const [token, later, late] = [newToken(family.id), newToken(family.id), newToken(family.id)];
    const refresh = newToken(family.id, { kind: 'refresh', expiresAt: EXPIRY * 2 });
    const conversion = { sessionId: session.id, closeAt: NOW, token, refresh };
    assert.equal(await store.convertSession(conversion, newEntry()), 'won');
    assert.deepEqual((await store.findToken(token))?.token, token);
    assert.deepEqual((await store.findToken(refresh))?.token, refresh);
    const entry = newEntry({ familyId: family.id });
    assert.equal(await store.addToken(later, entry), 'won');
    assert.deepEqual((await store.findToken(later))?.token, later);
    assert.deepEqual((await store.listAuditEntries(0n, 10)).at(-1), entry);
    await store.revokeFamily(family.id, 'asked', NOW, newEntry());
    assert.equal(await store.addToken(late, newEntry()), 'lost');
    assert.equal(await store.addToken(newToken(nextId()), newEntry()), 'lost');
    assert.equal(await store.findToken(late), undefined);
    // They keep the family for as long as they last.
    await store.sweep(EXPIRY + 1, 100);
    assert.equal((await store.findToken(refresh))?.family.revokedWhy, 'asked');
  },

  'a family may get another session for as long as it lives': async (store) => {
    await settle(store);
    const { family } = await openFamily(store);
    const [session, late] = [newSession(family.id, { expiresAt: EXPIRY + 9 }), newSession(family.id)];
    const entry = newEntry({ familyId: family.id });
    assert.equal(await store.addSession(session, entry), 'won');
    assert.deepEqual((await store.findSession(keyOf(session)))?.session, session);
    assert.deepEqual((await store.listAuditEntries(0n, 10)).at(-1), entry);
    await store.revokeFamily(family.id, 'asked', NOW, newEntry());
    assert.equal(await store.addSession(late, newEntry()), 'lost');
    assert.equal(await store.findSessionById(late.id), undefined);
    await store.sweep(EXPIRY + 1, 100);
    assert.equal((await store.findSessionById(session.id))?.family.revokedWhy, 'asked');
  },

  'a revoked family shows in everything that descends from it, and stays as it was revoked first': async (store) => {
    await settle(store);
    const { family, session, refresh, access } = await openFamily(store);
    assert.equal(await store.revokeFamily(family.id, 'reuse', NOW + 8, newEntry()), 'won');
    assert.equal(await store.revokeFamily(family.id, 'asked', NOW + 9, newEntry()), 'lost');
    const revoked = { ...family, revokedAt: NOW + 8, revokedWhy: 'reuse' };
    assert.deepEqual((await store.findToken(access))?.family, revoked);
    assert.deepEqual((await store.findToken(refresh))?.family, revoked);
    assert.deepEqual((await store.findSessionById(session.id))?.family, revoked);
    const next = newOpening(family);
    assert.equal(
      await store.rotate({ spentId: refresh.id, at: NOW, refresh: next.refresh, access: next.access }, newEntry()),
      'lost',
    );
    assert.equal((await store.findToken(refresh))?.token.spentAt, undefined);
    for (const closeAt of [undefined, NOW]) {
      const conversion = { sessionId: session.id, closeAt, token: next.access };
      assert.equal(await store.convertSession(conversion, newEntry()), 'lost');
    }
    assert.equal(await store.findToken(next.access), undefined);
    assert.equal((await store.findSessionById(session.id))?.session.closedAt, undefined);
  },
};
