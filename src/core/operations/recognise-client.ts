import type { Caller } from '../model/audit-entry.ts';
import type { AuthorizationGift } from '../model/authorization-request.ts';
import type { Client } from '../model/client.ts';
import { isInTheClear, isRedirectOf } from '../model/redirect-uri.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';

export interface ClientRecognition {
  readonly caller: Caller;
  readonly clientId: string;
  /** Undefined when the client sent none: enough where it has registered only one. */
  readonly redirectUri: string | undefined;
  /** What the browser would bring there; a code unless said. */
  readonly gives?: AuthorizationGift;
}

export interface RecognisedClient {
  readonly client: Client;
  /** The client's own: a browser may be sent there, errors included. */
  readonly redirectUri: string;
}

/**
 * Whether a client that sends a browser is known, and may have it sent back to where it says (RFC 6749 section 3.1.2.4, compared as `isRedirectOf` has it).
 * No code crosses a network in the clear, though it be registered so; a verifier may, since it counts only with secrets that never see a browser. Until this is a yes nothing may be said by a redirect: the refusals `client-rejected` and `grant-rejected: redirect` are for the person.
 */
export async function recogniseClient(world: World, input: ClientRecognition): Promise<Result<RecognisedClient>> {
  const client = await world.store.findClient(input.clientId);
  if (client === undefined || client.disabledAt !== undefined) return no({ code: 'client-rejected' });
  const redirectUri = input.redirectUri ?? onlyOneOf(client.redirectUris);
  const mayGo = redirectUri !== undefined && (input.gives === 'delegation' || !isInTheClear(redirectUri));
  return mayGo && isRedirectOf(client, redirectUri)
    ? yes({ client, redirectUri })
    : no({ code: 'grant-rejected', why: 'redirect' }, { clientId: client.id });
}

function onlyOneOf(uris: readonly string[]): string | undefined {
  return uris.length === 1 ? uris[0] : undefined;
}
