/**
 * The verb that a request means: its own, or for a POST the one that it is overridden with.
 */
import type { Verb } from './contract.ts';

/** What a POST may stand for. GET and POST are not among them: such an override is passed over. */
const OVERRIDABLE: ReadonlySet<string> = new Set<Verb>(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** @param override what `X-HTTP-Method-Override` says, in any letter case */
export function verbOf(method: string, override: string | undefined): Verb {
  // Only the verbs of the contract are routed here.
  const verb = method as Verb;
  if (verb !== 'POST' || override === undefined) return verb;
  const asked = override.toUpperCase();
  // Being in the set makes it a verb.
  return OVERRIDABLE.has(asked) ? (asked as Verb) : verb;
}
