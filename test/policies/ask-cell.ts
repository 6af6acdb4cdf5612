import assert from 'node:assert/strict';
import type { Question, Said } from './door.ts';
import { DOORS, type DoorName } from './doors.ts';
import { POLICIES, type Policy, type PolicyName } from './policies.ts';
import type { PolicyWorld } from './policy-world.ts';
import { setStage } from './stage.ts';

export interface Cell {
  readonly said: Said;
  /** The tables in which something new stands that can be used to get in, or to get further. */
  readonly issued: readonly string[];
  /** The scopes of the new access tokens. */
  readonly scopes: readonly string[];
}

/** What can be handed out. */
const TABLES = [
  'families',
  'sessions',
  'tokens',
  'codes',
  'delegations',
  'device_grants',
  'deposits',
  'delegation_requests',
  'authorization_requests',
] as const;

/** Sets a stage for a door, lets a policy befall, and asks. */
export async function askCell(world: PolicyWorld, number: number, door: DoorName, name: PolicyName): Promise<Cell> {
  const policy: Policy = POLICIES[name];
  const stage = await setStage(world, number);
  policy.before?.(stage);
  const question = await DOORS[door].approach(stage);
  await policy.befall(stage);
  try {
    return await ask(world, question);
  } finally {
    policy.end?.(world);
  }
}

async function ask(world: PolicyWorld, question: Question): Promise<Cell> {
  const before = await counts(world);
  const [latest] = await world.read('select coalesce(max(id), 0) from tokens');
  const said = await question();
  const after = await counts(world);
  const scopes = await world.read("select scope from tokens where kind = 'access' and id > $1", latest?.[0] ?? 0n);
  return {
    said,
    issued: TABLES.filter((_, index) => before[index] !== after[index]),
    scopes: scopes.map(([scope]) => String(scope)),
  };
}

async function counts(world: PolicyWorld): Promise<readonly bigint[]> {
  const [row] = await world.read(`select ${TABLES.map((table) => `(select count(*) from ${table})`).join(', ')}`);
  assert.ok(row);
  return row.map((count) => BigInt(count ?? 0));
}
