import type { Messenger } from '../core/ports/messenger.ts';

/** Tells each message instead of sending it: for a world in which nothing is secret. */
export function createTellingMessenger(tell: (line: string) => void): Messenger {
  return {
    async send({ to, text }) {
      tell(`To ${to}: ${text}`);
      return 'sent';
    },
  };
}
