import type { Ask } from '../callers/ask.ts';
import * as oauth from '../callers/oauth.ts';
import * as projector from '../callers/projector.ts';
import * as yindo from '../callers/yindo.ts';
import type { Answer, Question } from './call.ts';
import type { Rules } from './connection.ts';

/** How the demo is set, as its documentation says. */
export const DEMO_RULES: Rules = { repeatMs: 30_000, accessLifetimeMs: { soap: 7 * 24 * 3_600_000, rest: 3_600_000 } };

/** How a caller is told no, in any of the dialects. */
const NO =
  /^(inactive|50631 OauthInvalidGrant|10004 InvalidSessionTicket|-101 InvalidSession|400 invalid_grant: |401 )/;

/** How a caller is told that the server can't say now: what was asked may have been done all the same. */
const LATER = /^(10016 RequestExceededRateLimit|503 )/;

/**
 * Puts a question to a server, on the wire that it names.
 * @returns the answer, or `later` when the server has trouble of its own
 * @throws when the answer is none that belongs to the question
 */
export async function askServer(ask: Ask, question: Question): Promise<Answer | 'later'> {
  const { verb, wire, text } = question;
  switch (verb) {
    case 'redeem':
      return wire === 'soap' ? tickets(await projector.redeem(ask, text)) : tokens(await oauth.redeem(ask, text));
    case 'refresh':
      return wire === 'soap' ? tickets(await projector.refresh(ask, text)) : tokens(await oauth.refresh(ask, text));
    case 'revoke':
      return understood((wire === 'soap' ? await projector.revoke(ask, text) : await oauth.revoke(ask, text)).word);
    case 'logout':
      return understood((await projector.unauthenticate(ask, text)).word);
    case 'introspect':
      return understood((await oauth.introspect(ask, text)).word);
    case 'use':
      return understood((await yindo.me(ask, text)).word);
  }
}

function tickets({ word, refreshToken, ticket }: projector.SeenTokens): Answer | 'later' {
  const said = understood(word);
  return said === 'yes' ? { refresh: refreshToken, access: ticket } : said;
}

function tokens({ word, refreshToken, accessToken }: oauth.SeenTokens): Answer | 'later' {
  const said = understood(word);
  return said === 'yes' ? { refresh: refreshToken, access: accessToken } : said;
}

function understood(word: string): 'yes' | 'no' | 'later' {
  if (word === 'ok' || word === 'active') return 'yes';
  if (NO.test(word)) return 'no';
  if (LATER.test(word)) return 'later';
  throw new Error(`The server answered what nobody expects: ${word}`);
}
