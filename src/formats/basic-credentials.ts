/**
 * Credentials in an `Authorization: Basic` header, as OAuth has its clients write them.
 */
import { readFormText } from './form.ts';

export interface BasicCredentials {
  readonly id: string;
  readonly secret: string;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads `Basic` credentials whose two halves are form-urlencoded before they are joined (RFC 6749 section 2.3.1, RFC 7617 section 2); undefined
 * when they aren't such.
 */
export function readBasicCredentials(authorization: string): BasicCredentials | undefined {
  const found = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization);
  if (found?.[1] === undefined) return undefined;
  const pair = decoded(found[1]);
  const colon = pair?.indexOf(':') ?? -1;
  if (pair === undefined || colon < 0) return undefined;
  const id = readFormText(pair.slice(0, colon));
  const secret = readFormText(pair.slice(colon + 1));
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function decoded(base64: string): string | undefined {
  try {
    return UTF_8.decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
