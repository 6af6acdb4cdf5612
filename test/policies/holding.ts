import type { Door, DoorKind, Said } from './door.ts';
import { clientTokens } from './obtain.ts';
import type { Stage } from './stage.ts';

export type AskHolding = (stage: Stage, credential: string) => Promise<Said>;

/** A door that is asked with a credential, which is got beforehand. */
export function holding(kind: DoorKind, obtain: (stage: Stage) => Promise<string>, ask: AskHolding): Door {
  return {
    kind,
    approach: async (stage) => {
      const credential = await obtain(stage);
      return () => ask(stage, credential);
    },
  };
}

/** The access token of a client, for everything that the stage says. */
export async function clientAccess(stage: Stage): Promise<string> {
  return (await clientTokens(stage)).access;
}

/** The refresh token of a client; a policy may have put another in its place by the time that it is asked with. */
export function holdingRefresh(kind: DoorKind, ask: AskHolding): Door {
  return {
    kind,
    approach: async (stage) => {
      const tokens = await clientTokens(stage);
      return () => ask(stage, tokens.refresh);
    },
  };
}
