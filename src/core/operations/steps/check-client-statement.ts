import type { Client } from '../../model/client.ts';
import { fingerprint } from '../../secrets.ts';
import type { World } from '../../world.ts';

/** What a client signs to prove itself (RFC 7523 section 2.2). */
export interface ClientStatement {
  readonly text: string;
  /** The names of this server, any one of which the statement may be made out to. */
  readonly audiences: readonly string[];
}

/** How far ahead a statement may expire. Clients make a new one for each request, and some libraries give it an hour; one that lasts is a password. */
const LONGEST_SECONDS = 3600;

/** How far clocks may differ. */
const SKEW_MS = 30_000;

/** Of explicit types (RFC 8725 section 3.11) those that say that a statement proves a client; most say nothing. */
const TYPES: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt'];

/**
 * Whether a statement proves a client: signed with one of its keys, about itself by itself, made out to this server alone, alive for an hour at
 * the most, and never seen before (RFC 7523 section 3). It counts once: of two that are presented at the same time, one is refused.
 */
export async function checkClientStatement(
  world: World,
  client: Client,
  { text, audiences }: ClientStatement,
): Promise<boolean> {
  const signed = await world.signatures.verify(text, client.keys);
  if (signed === undefined || !TYPES.includes(signed.header.typ)) return false;
  const { iss, sub, aud, exp, nbf, iat, jti } = signed.claims;
  if (iss !== client.id || sub !== client.id) return false;
  // One made out to others besides could be presented here by any of them.
  const [audience, ...others] = Array.isArray(aud) ? aud : [aud];
  if (others.length > 0 || typeof audience !== 'string' || !audiences.includes(audience)) return false;
  const now = world.clock.now();
  if (typeof exp !== 'number' || exp * 1000 <= now - SKEW_MS) return false;
  if (exp * 1000 > now + LONGEST_SECONDS * 1000 + SKEW_MS) return false;
  if (isAhead(nbf, now) || isAhead(iat, now)) return false;
  if (typeof jti !== 'string' || jti === '') return false;
  const used = fingerprint(`client statement\0${client.id}\0${jti}`);
  return (await world.store.useOnce(used, Math.ceil(exp * 1000) + SKEW_MS)) === 'first';
}

/** Whether a moment that may be left out is still to come, or is none. */
function isAhead(seconds: unknown, now: number): boolean {
  return seconds !== undefined && (typeof seconds !== 'number' || seconds * 1000 > now + SKEW_MS);
}
