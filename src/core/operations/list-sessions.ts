import { endOf, endsAt } from '../model/session.ts';
import { type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { findHolder, type OwnCredential } from './steps/find-holder.ts';

export interface SessionQuestion extends OwnCredential {
  /** Those opened before this one, where a list before it was full. */
  readonly before?: bigint | undefined;
}

/** One session as its person is shown it. */
export interface OwnSession {
  readonly id: bigint;
  /** The dialect that opened it. */
  readonly origin: string;
  readonly site: string;
  readonly deviceKey: string | undefined;
  /** Epoch milliseconds, as all of them. */
  readonly openedAt: number;
  readonly usedAt: number;
  readonly endsAt: number;
  /** Whether it is the one that the question was asked with. */
  readonly isCurrent: boolean;
}

export interface SessionList {
  /** The newest first, a hundred at the most. */
  readonly sessions: readonly OwnSession[];
  /** Where the next list begins; undefined when this is the last. */
  readonly before: bigint | undefined;
}

const LONGEST_LIST = 100;

/** A person's own live sessions, of every dialect and site. What clients opened for them is no session of theirs but a connection. */
export async function listSessions(world: World, question: SessionQuestion): Promise<Result<SessionList>> {
  const holder = await findHolder(world, question);
  if (!holder.ok) return holder;
  const { account, sessionId } = holder.value;
  const now = world.clock.now();
  const asked = { accountId: account.id, before: question.before, now, limit: LONGEST_LIST };
  const found = await world.store.listSessions(asked);
  const sessions = found
    .filter((one) => endOf(one, now) === undefined)
    .map(({ session, family }) => ({
      id: session.id,
      origin: family.origin,
      site: session.site,
      deviceKey: session.deviceKey,
      openedAt: session.openedAt,
      usedAt: session.usedAt,
      endsAt: endsAt(session),
      isCurrent: session.id === sessionId,
    }));
  return yes({ sessions, before: found.length === LONGEST_LIST ? found.at(-1)?.session.id : undefined });
}
