import type { GrantFault } from '../../core/refusal.ts';

/** What kind of grant a client presented. */
export type PresentedGrant = 'code' | 'refresh-token';

/** Of a code. Whose it was is not told to another client. */
const CODE_REASONS: Readonly<Record<GrantFault, string>> = {
  unknown: 'Code not Found',
  'not-yours': 'Code not Found',
  expired: 'Code has Expired',
  spent: 'Code was already Used',
  revoked: 'Code was Revoked',
  verifier: 'Code Verifier does not Match',
  redirect: 'Redirect Uri does not Match',
};

/** The one reason that clients have seen for a refresh token, whatever became of it. */
export const REFRESH_REASON = 'Refresh Token not Found';

/** Why a grant doesn't count, in the words that both faces of the service use. */
export function grantReason(why: GrantFault, grant: PresentedGrant): string {
  return grant === 'code' ? CODE_REASONS[why] : REFRESH_REASON;
}
