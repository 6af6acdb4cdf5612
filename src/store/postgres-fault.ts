/** What went wrong with PostgreSQL, in our words: never with a row's values or a password in them, as the server's own details have. */
import type { StoreUnavailable } from '../core/ports/store.ts';

/** An error of this driver. The code is `STORE_UNAVAILABLE`, or the server's own five characters (SQLSTATE), or absent. */
export interface DatabaseFault extends Error {
  readonly code: string | undefined;
}

const UNAVAILABLE: StoreUnavailable['code'] = 'STORE_UNAVAILABLE';

/** Connections lost or refused (08), out of room or of connections (53), shutting down, crashed or starting (57P), a statement that took too long. */
const PASSING = /^(08...|53...|57P0.|57014|55P03|25P0[34])$/;

/** Another transaction was in the way, and the server undid this one. It can be run again at once. */
const IN_THE_WAY = /^(40001|40P01)$/;

/**
 * @param error what `pg` or the socket gave
 * @param database where, without user and password
 */
export function toFault(error: unknown, database: string): DatabaseFault {
  if (isFault(error)) return error;
  const code = codeOf(error);
  const why = error instanceof Error && error.message !== '' ? error.message : (code ?? 'no reason was given');
  // The server's codes have five characters, digits among them; the system's (ECONNREFUSED, EPIPE) are words; and pg's own errors, which are all about
  // the connection, have none.
  const isFromServer = code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
  if (isFromServer && !PASSING.test(code)) {
    return faultWith(`The database ${database} refused: ${why}.`, code);
  }
  return unavailable(`The database ${database} can't be reached now: ${why}.`);
}

export function unavailable(message: string): DatabaseFault {
  return faultWith(message, UNAVAILABLE);
}

export function isUnavailable(error: unknown): boolean {
  return codeOf(error) === UNAVAILABLE;
}

export function isInTheWay(error: unknown): error is Error {
  return IN_THE_WAY.test(codeOf(error) ?? '');
}

/** Faults made here, so that one is not wrapped twice. */
const faults = new WeakSet<object>();

function isFault(error: unknown): error is DatabaseFault {
  return error instanceof Error && faults.has(error);
}

function faultWith(message: string, code: string): DatabaseFault {
  const fault = Object.assign(new Error(message), { code });
  faults.add(fault);
  return fault;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
