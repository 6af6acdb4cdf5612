/** What lasts between a person and a client application: the consent, and the connection that came of it. */
import type { Client } from './client.ts';

/** That a person has let a client act for them. A person has one for each client; a wider one takes its place. */
export interface Consent {
  readonly accountId: number;
  readonly clientId: string;
  /** Space-separated: everything that was ever consented to since the connection began. */
  readonly scope: string;
  readonly givenAt: number;
}

/** A client that can act for a person now, in whichever dialect it came to be: by consent, by a delegation, or by tokens that still live. */
export interface Connection {
  readonly client: Client;
  /** Space-separated; empty when the client was never asked about. */
  readonly scope: string;
  /** When the oldest of what connects them began. */
  readonly since: number;
}

/** Whether a consent holds everything that is asked. */
export function covers(consent: Consent, scope: string): boolean {
  const held = new Set(consent.scope.split(' '));
  return scope.split(' ').every((word) => word === '' || held.has(word));
}

/** Both scopes in one, each word once. */
export function joinScopes(one: string, other: string): string {
  return [...new Set([...one.split(' '), ...other.split(' ')])].filter((word) => word !== '').join(' ');
}
