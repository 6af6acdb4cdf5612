import type { Refusal } from '../../core/refusal.ts';

/** Whether a parameter is there and says something: missing, nil and empty are all the same to this system. */
export function isGiven(value: string | null | undefined): value is string {
  return value !== null && value !== undefined && value !== '';
}

/** The refusal of a request that lacks some of its parameters, by their names on the wire. */
export function missingOf(parameters: Readonly<Record<string, string | null>>): Refusal {
  const missing = Object.keys(parameters).filter((name) => !isGiven(parameters[name]));
  return { code: 'request-malformed', missing, improper: [] };
}
