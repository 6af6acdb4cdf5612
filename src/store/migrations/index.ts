/**
 * Every migration, in the order in which they run. A released one never changes; a change of the tables is a new one at the end.
 * Their texts keep to the rules of `sql.ts`, so that each runs on every database as it stands.
 */
import type { Migration } from '../migrate.ts';
import { firstTables } from './0001-first-tables.ts';
import { signingKeys } from './0002-signing-keys.ts';
import { sessionSlots } from './0003-session-slots.ts';
import { connections } from './0004-connections.ts';
import { clientRecords } from './0005-client-records.ts';
import { secondStep } from './0006-second-step.ts';
import { authorization } from './0007-authorization.ts';
import { passwordFailures } from './0008-password-failures.ts';
import { tokenBindings } from './0009-token-bindings.ts';
import { accountEmails } from './0010-account-emails.ts';
import { ownSessions } from './0011-own-sessions.ts';
import { standardGrants } from './0012-standard-grants.ts';
import { delegationRequests } from './0013-delegation-requests.ts';
import { familyParents } from './0014-family-parents.ts';

export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  signingKeys,
  sessionSlots,
  connections,
  clientRecords,
  secondStep,
  authorization,
  passwordFailures,
  tokenBindings,
  accountEmails,
  ownSessions,
  standardGrants,
  delegationRequests,
  familyParents,
];
