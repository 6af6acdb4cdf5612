import { z } from 'zod/v3';
import { DEFAULT_POLICY, type Policy } from '../../core/policy.ts';
import { networkFence } from '../../machine/network-fence.ts';
import { seconds, setting, type ValuesOf, wholeNumber } from './setting.ts';

const failures = wholeNumber.pipe(z.number().min(1).max(1_000_000));

const networks = z
  .string()
  .transform((text) => text.split(',').flatMap((range) => (range.trim() === '' ? [] : [range.trim()])))
  .refine(areRanges, 'must be CIDR ranges with a comma between');

export const PASSWORDS = {
  passwordFailuresPerName: setting(
    'TESSERA_PASSWORD_NAME_FAILURES',
    failures,
    String(DEFAULT_POLICY.passwordFailuresPerName),
    'Wrong passwords for one name after which every password for it is refused for a while. Ten forgive a person, and leave whoever guesses under a thousand a day. NIST SP 800-63B wants a hundred at the most.',
  ),
  passwordFailuresPerAddress: setting(
    'TESSERA_PASSWORD_ADDRESS_FAILURES',
    failures,
    String(DEFAULT_POLICY.passwordFailuresPerAddress),
    'The same for one address, which is a /64 in IPv6. Everybody behind one address shares it, so it is ten times that of a name. An integration that goes on with an old password adds no more than its name is allowed.',
  ),
  passwordWindowSeconds: setting(
    'TESSERA_PASSWORD_WINDOW_SECONDS',
    seconds,
    String(DEFAULT_POLICY.passwordWindowSeconds),
    'How long after the first of them wrong passwords are counted together.',
  ),
  passwordHoldSeconds: setting(
    'TESSERA_PASSWORD_HOLD_SECONDS',
    seconds,
    String(DEFAULT_POLICY.passwordHoldSeconds),
    'For how long passwords are refused after that many. Nobody has to unlock anything: whoever could lock a person out for good would only have to know the name.',
  ),
  passwordExemptNetworks: setting(
    'TESSERA_PASSWORD_EXEMPT_NETWORKS',
    networks,
    DEFAULT_POLICY.passwordExemptNetworks.join(','),
    'CIDR ranges with a comma between, such as an office with thousands behind one address: wrong passwords from there are counted by name only.',
  ),
} as const;

export function passwordPolicy(config: ValuesOf<typeof PASSWORDS>): Partial<Policy> {
  const { passwordFailuresPerName, passwordFailuresPerAddress, passwordExemptNetworks } = config;
  const { passwordWindowSeconds, passwordHoldSeconds } = config;
  return {
    passwordFailuresPerName,
    passwordFailuresPerAddress,
    passwordWindowSeconds,
    passwordHoldSeconds,
    passwordExemptNetworks,
  };
}

/** Asked of whoever will have to read them, so that a range which it can't take is told at start and not at a logon. */
function areRanges(ranges: readonly string[]): boolean {
  try {
    networkFence.contains(ranges, '127.0.0.1');
    return ranges.every((range) => /^[0-9a-f:.]+(\/\d{1,3})?$/i.test(range));
  } catch {
    return false;
  }
}
