import type { Account } from '../model/account.ts';

/** A message to a person, outside the wire on which they log on. */
export interface Message {
  readonly kind: 'second-step-code';
  readonly account: Account;
  /** The phone that it goes to. */
  readonly to: string;
  /** What the person reads. It holds the code, so it is a secret: not for a log, except where nothing is secret. */
  readonly text: string;
  /** How long what it tells is good for. */
  readonly validSeconds: number;
}

/** Brings messages to people. */
export interface Messenger {
  /** @returns `failed` when the message was not taken; whoever asked may try again. Never rejects. */
  send(message: Message): Promise<'sent' | 'failed'>;
}
