import { CLIENT_SECRET, type Client, isPermitted, type Permit } from '../../model/client.ts';
import { no, type Result, yes } from '../../refusal.ts';
import { answersMac, fingerprint, matches, sameText } from '../../secrets.ts';
import type { World } from '../../world.ts';

/**
 * A message that a client signed with two secrets, its own and one that it was given for this exchange (RFC 5849 section 3.4): both sent as they are, or
 * a MAC over a text.
 */
export interface SignedMessage {
  readonly clientId: string;
  readonly signature:
    | {
        readonly kind: 'plain';
        /** The ways in which what was sent can be read; any one of them is enough. */
        readonly readings: readonly { readonly clientSecret: string; readonly exchangeSecret: string }[];
      }
    | {
        readonly kind: 'mac';
        readonly algorithm: 'sha1' | 'sha256';
        /** The texts that the client may have signed; any one of them is enough. */
        readonly texts: readonly string[];
        /** Base64. */
        readonly mac: string;
      };
  /** What tells this message from all others of the client, and until when it must be told. Undefined for a message that may come again. */
  readonly once: { readonly mark: string; readonly until: number } | undefined;
}

/**
 * Finds the client, checks what it signed, and whether it may ask this; unknown, disabled and wrongly proven are one refusal. A message that counts once and has
 * been here before is `replayed`; nothing is remembered of those that weren't signed well, so nobody else can fill the table.
 * @param exchangeSecret empty where the client was given none yet
 */
export async function authenticateSigner(
  world: World,
  message: SignedMessage,
  exchangeSecret: string,
  permit: Permit,
): Promise<Result<Client>> {
  const client = await world.store.findClient(message.clientId);
  if (client === undefined || client.disabledAt !== undefined) return no({ code: 'client-rejected' });
  if (!isSignedBy(world, client, message, exchangeSecret)) return no({ code: 'client-rejected' });
  const about = { clientId: client.id };
  if (!isPermitted(client, permit)) return no({ code: 'client-not-permitted' }, about);
  const { once } = message;
  if (once === undefined) return yes(client);
  const mark = fingerprint(`signed message\0${client.id}\0${once.mark}`);
  const use = await world.store.useOnce(mark, once.until);
  return use === 'first' ? yes(client) : no({ code: 'replayed' }, about);
}

function isSignedBy(world: World, client: Client, { signature }: SignedMessage, exchangeSecret: string): boolean {
  // A secret is proven here in a header, as it were; a client that has another way to prove itself has no secret for this.
  if (client.proof !== 'secret' && client.proof !== 'secret-in-header') return false;
  if (signature.kind === 'plain') {
    const { secretFingerprint } = client;
    if (secretFingerprint === undefined) return false;
    return signature.readings.some(
      (reading) => matches(reading.clientSecret, secretFingerprint) && sameText(reading.exchangeSecret, exchangeSecret),
    );
  }
  if (client.sealedSecret === undefined) return false;
  const clientSecret = world.sealing.open(client.sealedSecret, CLIENT_SECRET);
  const key = `${percentEncoded(clientSecret)}&${percentEncoded(exchangeSecret)}`;
  return signature.texts.some((text) => answersMac(signature.algorithm, key, text, signature.mac));
}

/** RFC 5849 section 3.6, which encodes five characters more than the language does. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
