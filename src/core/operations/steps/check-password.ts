import type { Account } from '../../model/account.ts';
import { addressBlock } from '../../model/address-block.ts';
import type { Caller } from '../../model/audit-entry.ts';
import { type Failure, heldForSeconds } from '../../model/failure-count.ts';
import { foldName } from '../../model/fold-name.ts';
import type { PersonName } from '../../ports/store.ts';
import { no, type Refused, type Result, yes } from '../../refusal.ts';
import { nameMark } from '../../secrets.ts';
import type { World } from '../../world.ts';
import { changeEntry } from './change-entry.ts';

/** Somebody says that they are a person, and gives a password for it. */
export interface PasswordClaim {
  readonly caller: Caller;
  /** As it was typed, or an account's own name and organisation. */
  readonly person: PersonName;
  readonly password: string;
}

/** What failures are counted by, and how many fill the count. */
interface Subject {
  readonly key: string;
  readonly limit: number;
}

/** Seconds after which a caller who found the password checks busy may try again. */
const BUSY_RETRY_SECONDS = 1;

/**
 * Whether a password is a person's: the one step through which every door that takes passwords goes.
 *
 * - Wrong passwords are counted by the name as it was typed and by the address block that they come from. A full count refuses whatever comes
 *   next, right or wrong, with `too-many-attempts`, until it is forgotten. That costs no hash and no write, so it is what a flood gets.
 * - A name that nobody has is treated like any other, in words, in work and in what is kept: the count goes by what was typed, before anybody looks
 *   whom it names. So nothing tells which names exist, and whoever has two names, with the organisation and without, has two counts.
 * - The counts are read before the hash and again after it, and a failure is counted in one atomic step: of guesses that come at once, only as many
 *   learn anything as of guesses one after another.
 * - A right password forgets the count of the name and nothing of the address, since whoever guesses may have an account of their own.
 *   It writes nothing when there is nothing to forget.
 *
 * Standing is no matter of this step: whoever passes it has proved who they are.
 */
export async function checkPassword(world: World, claim: PasswordClaim): Promise<Result<Account>> {
  const { store } = world;
  const subjects = subjectsOf(world, claim);
  const [account, held] = await Promise.all([store.findAccount(claim.person), findHold(world, subjects)]);
  const about = { accountId: account?.id };
  if (held.seconds !== undefined) return no({ code: 'too-many-attempts', retryAfterSeconds: held.seconds }, about);
  const verdict = await world.passwords.verify(account?.passwordHash, claim.password);
  if (verdict === 'busy') return no({ code: 'too-many-attempts', retryAfterSeconds: BUSY_RETRY_SECONDS }, about);
  if (verdict === 'wrong' || account === undefined) return countFailure(world, claim, subjects, account?.id);
  const heldSince = await findHold(world, subjects);
  if (heldSince.seconds !== undefined) {
    return no({ code: 'too-many-attempts', retryAfterSeconds: heldSince.seconds }, about);
  }
  if (heldSince.failures > 0) await store.forgetFailures(subjects[0].key);
  return yes(account);
}

/** The name first, then the address, as `countFailures` wants it. */
function subjectsOf(world: World, { caller, person }: PasswordClaim): readonly [Subject, ...Subject[]] {
  const { policy } = world;
  const { name, organisationCode } = person;
  const typed = organisationCode === undefined ? [foldName(name)] : [foldName(name), foldName(organisationCode)];
  const byName = {
    key: `name:${nameMark(world.serverKey, JSON.stringify(typed))}`,
    limit: policy.passwordFailuresPerName,
  };
  const isExempt =
    policy.passwordExemptNetworks.length > 0 && world.fence.contains(policy.passwordExemptNetworks, caller.address);
  if (isExempt) return [byName];
  return [byName, { key: `address:${addressBlock(caller.address)}`, limit: policy.passwordFailuresPerAddress }];
}

/** For how long the fullest of the counts holds back, and how often the name has failed. */
async function findHold(world: World, subjects: readonly [Subject, ...Subject[]]) {
  const counts = await Promise.all(subjects.map(({ key }) => world.store.findFailures(key)));
  const now = world.clock.now();
  const holds = subjects.flatMap(({ limit }, index) => heldForSeconds(counts[index], limit, now) ?? []);
  return { seconds: holds.length === 0 ? undefined : Math.max(...holds), failures: counts[0]?.failures ?? 0 };
}

/** Counts a failure. When a count was full by then, the caller isn't told that the password was wrong: a right one would have heard the same. */
async function countFailure(
  world: World,
  { caller }: PasswordClaim,
  subjects: readonly Subject[],
  accountId: number | undefined,
): Promise<Refused> {
  const { passwordWindowSeconds, passwordHoldSeconds } = world.policy;
  const at = world.clock.now();
  const failures = subjects.map(
    ({ key, limit }): Failure => ({
      subject: key,
      at,
      limit,
      windowEndsAt: at + passwordWindowSeconds * 1000,
      holdEndsAt: at + passwordHoldSeconds * 1000,
    }),
  );
  const about = { accountId };
  const counts = await world.store.countFailures(failures, changeEntry(world, 'hold-passwords', caller, at, about));
  const holds = counts.flatMap((count, index) => heldForSeconds(count, (subjects[index]?.limit ?? 0) + 1, at) ?? []);
  return holds.length === 0
    ? no({ code: 'credentials-rejected' }, about)
    : no({ code: 'too-many-attempts', retryAfterSeconds: Math.max(...holds) }, about);
}
