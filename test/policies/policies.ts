/** Every policy of the server, as something that befalls a stage after its door has got what it needs and before it is asked. */
import assert from 'node:assert/strict';
import type { LegacyDoor } from '../../src/core/model/legacy-door.ts';
import { DIALECT_NAMES } from '../../src/dialects/dialect.ts';
import { askDemo, memberText } from '../callers/ask.ts';
import * as digioffice from '../callers/digioffice.ts';
import * as oauth from '../callers/oauth.ts';
import * as twinfield from '../callers/twinfield.ts';
import * as yindo from '../callers/yindo.ts';
import { owe } from './obtain.ts';
import { COUNTS, type PolicyWorld } from './policy-world.ts';
import { post, type Stage } from './stage.ts';

export interface Policy {
  /** What it says, for whoever reads the page. */
  readonly rule: string;
  /** What holds before the door gets anything. */
  readonly before?: (stage: Stage) => void;
  readonly befall: (stage: Stage) => Promise<void>;
  /** What befalls the whole world ends with the cell. */
  readonly end?: (world: PolicyWorld) => void;
}

/** An operator changes the person's record. */
function record(rule: string, change: string): Policy {
  return {
    rule,
    befall: ({ world, person }) => world.change(`update accounts set ${change} where id = $1`, person.id),
  };
}

function organisation(rule: string, change: string): Policy {
  const text = `update organisations set ${change} where id = $1`;
  return { rule, befall: ({ world, person }) => world.change(text, person.id) };
}

function client(rule: string, change: string): Policy {
  return { rule, befall: ({ world, client }) => world.change(`update clients set ${change} where id = $1`, client.id) };
}

/** The tokens that clients hold for the person are narrowed or bound, as if they had been asked for so. */
function tokens(rule: string, change: string): Policy {
  const text = `update tokens set ${change} where family_id in (
    select f.id from families f where f.account_id = $1 and (f.client_id is not null or tokens.client_id is not null))`;
  return { rule, befall: ({ world, person }) => world.change(text, person.id) };
}

const LEGACY_DOORS: readonly LegacyDoor[] = [
  'password',
  'delegation',
  'code-without-challenge',
  'plain-challenge',
  'reusable-refresh',
];

/** More than the longest of all lifetimes. */
const LONG_AFTER_MS = 26 * 366 * 24 * 3600 * 1000;

export const POLICIES = {
  'in order': { rule: 'nothing befalls', befall: async () => {} },

  disabled: record('the person is disabled', 'disabled_at = 1'),
  deleted: record('the person is deleted', 'deleted_at = 1'),
  'organisation inactive': organisation('the person’s organisation is inactive', 'deactivated_at = 1'),
  'modern logon only': organisation('the organisation admits OAuth 2 only', 'modern_logon_only_at = 1'),
  'outside the networks': record(
    'the caller stands outside the networks that the person may log on from',
    "trusted_networks = '192.0.2.0/24'",
  ),
  'no company': {
    rule: 'the person belongs to no company',
    befall: ({ world, person }) => world.change('delete from memberships where account_id = $1', person.id),
  },

  'wrong password': {
    rule: 'the password is wrong',
    befall: async (stage) => {
      stage.password = 'wrong';
    },
  },
  locked: {
    rule: 'the password is right, and too many wrong ones came for the name',
    befall: async ({ askFromAfar, person }) => {
      for (let failure = 0; failure < COUNTS.passwordFailuresPerName; failure += 1) {
        await twinfield.logon(askFromAfar, person.name, 'wrong', person.organisation);
        await yindo.logon(askFromAfar, person.name, 'wrong');
      }
    },
  },
  throttled: {
    rule: 'the password is right, and too many wrong ones came from the address',
    befall: async ({ ask, person }) => {
      for (let stranger = 0; stranger < COUNTS.passwordFailuresPerAddress; stranger += 1) {
        await yindo.logon(ask, `stranger-${person.id}-${stranger}`, 'wrong');
      }
    },
  },
  'second step owed': {
    rule: 'the person must take a second step, and the session has not',
    before: (stage) => {
      stage.owes = 'second-step';
    },
    befall: (stage) => owe(stage, 'second-step'),
  },
  'password change owed': {
    rule: 'the person must change the password, and has not',
    before: (stage) => {
      stage.owes = 'change-password';
    },
    befall: (stage) => owe(stage, 'change-password'),
  },

  maintenance: {
    rule: 'the server is closed for maintenance',
    // As an operator restarts it, closed and open again.
    befall: async ({ world }) => {
      Object.assign(world.demo.world.policy, { maintenance: true });
    },
    end: (world) => {
      Object.assign(world.demo.world.policy, { maintenance: false });
    },
  },
  'old doors ended': {
    rule: 'the ways in that are older than RFC 9700 have come to the end that the operator gave them',
    befall: async ({ world }) => {
      const ends = DIALECT_NAMES.flatMap((dialect) => LEGACY_DOORS.map((door) => ({ dialect, door, at: 0 })));
      Object.assign(world.demo.world.policy, { legacyEnds: ends });
    },
    end: (world) => {
      Object.assign(world.demo.world.policy, { legacyEnds: [] });
    },
  },
  'another site': {
    rule: 'the question comes to a site that is neither the person’s home nor the session’s',
    befall: async (stage) => {
      stage.cluster = 'c2';
    },
  },

  'wrong secret': {
    rule: 'the client’s secret is wrong',
    befall: async (stage) => {
      stage.client = { ...stage.client, secret: 'wrong' };
    },
  },
  'client disabled': client('the client is disabled', 'disabled_at = 1'),
  'client without permits': client('the client has no permit', "permits = ''"),
  'another client': {
    rule: 'another client, which may not look into what isn’t its own, presents what was given to this one',
    befall: async (stage) => {
      const other = await stage.world.addClient();
      const permits =
        'delegation\ncode\ncode-without-challenge\nrefresh\nclient-credentials\ndevice\nexchange\npassword';
      await stage.world.change('update clients set permits = $2 where id = $1', other.id, permits);
      stage.client = other;
    },
  },

  'scope beyond the client': {
    rule: 'a scope is asked for that the client may not have',
    befall: async (stage) => {
      stage.scope = 'openid administer';
    },
  },
  'scope too small': {
    rule: 'the client’s token was given for the scope `read` alone',
    before: (stage) => {
      stage.grantedScope = 'read';
    },
    befall: async () => {},
  },
  'client’s scopes narrowed': client('the client may have less by now than the person gave it', "scopes = 'read'"),
  'resource beyond the client': {
    rule: 'a token is asked for a resource that the client has no business with',
    befall: async (stage) => {
      stage.resource = 'https://foreign.example/';
    },
  },
  'token for a resource': tokens('the tokens are for a resource only', "audience = 'https://one.example/'"),
  'token bound to a key': tokens('the tokens are bound to a key, and no proof comes along', "bound_to = 'thumbprint'"),

  revoked: {
    rule: 'a client has revoked what is presented',
    befall: async ({ world, held }) => {
      for (const text of held) await oauth.revoke(askDemo(world.demo), text);
    },
  },
  reused: {
    rule: 'the client’s refresh token came a second time, which is taken for theft',
    befall: async (stage) => {
      const { access, refresh } = stage.tokens;
      const refreshed = await refreshWith(stage, refresh);
      stage.tokens.refresh = memberText(refreshed.body, 'refresh_token') ?? '';
      assert.notEqual(stage.tokens.refresh, '', `${access}: ${refreshed.body}`);
      stage.world.demo.clock.move(31_000);
      assert.equal((await refreshWith(stage, refresh)).status, 400);
    },
  },
  replaced: {
    rule: 'the person has opened another session where they may have one only',
    befall: async ({ askFromAfar, person, password }) => {
      const { word } = await twinfield.logon(askFromAfar, person.name, password, person.organisation);
      assert.equal(word, 'ok');
    },
  },
  'connection ended': {
    rule: 'the person has ended what connects them with the client',
    befall: async ({ world, person, client }) => {
      const { store, clock } = world.demo;
      const end = { accountId: person.id, clientId: client.id, at: clock.now() };
      await store.endConnection(end, world.entry('end-connection'));
    },
  },
  'password changed': {
    rule: 'the person has changed the password in another session',
    befall: async (stage) => {
      const { askFromAfar, person, password } = stage;
      const { session } = await digioffice.authenticate(askFromAfar, person.name, password);
      const passwords = `<currentPassword>${password}</currentPassword><newPassword>nine calm herons</newPassword>`;
      assert.equal((await twinfield.onCluster(askFromAfar, 'ChangePassword', session, passwords)).result, 'Ok');
    },
  },
  expired: {
    rule: 'time has run out for all that was got',
    befall: async ({ world }) => world.demo.clock.move(LONG_AFTER_MS),
    end: (world) => world.demo.clock.move(-LONG_AFTER_MS),
  },
} satisfies Readonly<Record<string, Policy>>;

export type PolicyName = keyof typeof POLICIES;

export const POLICY_NAMES = Object.keys(POLICIES) as readonly PolicyName[];

function refreshWith(stage: Stage, token: string) {
  return post(stage, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: token });
}
