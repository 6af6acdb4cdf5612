/** Everything outside itself that an operation may touch. */
import type { NextId } from './model/time-ordered-id.ts';
import type { Policy } from './policy.ts';
import type { Clock } from './ports/clock.ts';
import type { Messenger } from './ports/messenger.ts';
import type { NetworkFence } from './ports/network-fence.ts';
import type { Passwords } from './ports/passwords.ts';
import type { Random } from './ports/random.ts';
import type { Sealing } from './ports/sealing.ts';
import type { Signatures } from './ports/signatures.ts';
import type { Signer } from './ports/signer.ts';
import type { Store } from './ports/store.ts';
import type { ServerKey } from './secrets.ts';

export interface World {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly nextId: NextId;
  readonly passwords: Passwords;
  readonly signer: Signer;
  readonly signatures: Signatures;
  readonly fence: NetworkFence;
  readonly messenger: Messenger;
  readonly sealing: Sealing;
  /** Shared by all nodes; successors are derived from it, and short secrets fingerprinted with it. */
  readonly serverKey: ServerKey;
  readonly policy: Policy;
}
