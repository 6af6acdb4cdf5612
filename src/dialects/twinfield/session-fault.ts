import type { AsmxFault } from '../../platforms/asmx/index.ts';

/**
 * The numbered faults of a cluster and their sentences. Clients match those of 101, 103 and 354, which are the vendor's own; the vendor
 * documents the others by their meaning only.
 */
const SENTENCES = {
  100: 'An unexpected exception occurred.',
  101: 'Session header is missing.',
  102: 'Access denied.',
  103: 'Your logon credentials are not valid anymore. Try to log on again.',
  104: 'Your logon has been deleted.',
  105: 'Your logon has been disabled.',
  106: 'Your organisation is not active anymore.',
  107: 'The SMS could not be sent.',
  108: 'Access to this server is refused. The cluster is invalid.',
  109: 'You need access to at least one company.',
  110: 'You are not allowed to log on to this server.',
  122: 'The client software is not allowed.',
  168: 'Another user has logged on with your user name. You are logged off now.',
  354: 'Access denied. Token invalid',
  359: 'Access denied. The company is not valid.',
} as const;

export type SessionFaultCode = keyof typeof SENTENCES;

/**
 * A numbered fault as the vendor's guide prints it: the sentence twice, the code, and the operation as its source.
 * @param actor the URL of the service
 */
export function sessionFault(code: SessionFaultCode, operation: string, actor: string): AsmxFault {
  const text = SENTENCES[code];
  const detail = [
    ['message', text],
    ['code', String(code)],
    ['source', operation],
  ] as const;
  return { kind: 'fault', code: 'Client', text, actor, detail };
}
