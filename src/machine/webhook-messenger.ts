import type { Message, Messenger } from '../core/ports/messenger.ts';

export interface WebhookTerms {
  readonly url: string;
  /** Sent as a bearer token, so that the receiver knows who asks; empty for none. */
  readonly token: string;
  readonly timeoutMs: number;
  /** Told why a message was not taken, without anything of the message, the URL or the token. */
  readonly onFailure: (why: string) => void;
}

/**
 * Hands messages to somebody who sends them: `POST` of `{"kind","to","text","validSeconds"}` as JSON. Any 2xx takes the message; nothing is followed,
 * and nothing tried again, since a message that comes twice or late confuses whoever waits for it.
 */
export function createWebhookMessenger({ url, token, timeoutMs, onFailure }: WebhookTerms): Messenger {
  return {
    async send(message) {
      const why = await post(url, token, timeoutMs, message);
      if (why === undefined) return 'sent';
      onFailure(why);
      return 'failed';
    },
  };
}

/** @returns why it failed, or undefined */
async function post(url: string, token: string, timeoutMs: number, message: Message): Promise<string | undefined> {
  const { kind, to, text, validSeconds } = message;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ kind, to, text, validSeconds }),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `it answered with status ${answer.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'it could not be reached';
  }
}
