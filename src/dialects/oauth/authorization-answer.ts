/** How a client is answered through a person's browser: by a redirect, or by a form that the browser posts. */
import type { FastifyReply } from 'fastify';
import { answeredAddress } from '../../formats/answered-address.ts';
import type { FormPair } from '../../formats/form.ts';
import { htmlText } from '../../formats/html.ts';
import { sendBack } from '../../http/send-back.ts';
import type { ResponseMode } from './read-authorization.ts';

/** Where an answer goes, and what goes with every answer. */
export interface AnswerAddress {
  readonly redirectUri: string;
  readonly mode: ResponseMode;
  /** Returned to the client as it came (RFC 6749 section 4.1.2). */
  readonly state: string | undefined;
  /** So that a client of several servers knows which of them answers (RFC 9207 section 2). */
  readonly issuer: string;
}

/** Nothing of it may be kept, by anyone on its way. */
const UNKEPT = { 'cache-control': 'no-store', pragma: 'no-cache' };

/** Sends a code or an error to the client. */
export function answerClient(reply: FastifyReply, address: AnswerAddress, words: readonly FormPair[]): FastifyReply {
  reply.headers(UNKEPT);
  return address.mode === 'query'
    ? sendBack(reply, 303, answerUrl(address, words))
    : sendForm(reply, address.redirectUri, pairsOf(address, words));
}

/** The client's address with the answer in it. A link to it can send no form: a client that wanted one is told in its query as well. */
export function answerUrl(address: AnswerAddress, words: readonly FormPair[]): string {
  return answeredAddress(address.redirectUri, pairsOf(address, words));
}

function pairsOf({ state, issuer }: AnswerAddress, words: readonly FormPair[]): readonly FormPair[] {
  const stated: readonly FormPair[] = state === undefined ? [] : [['state', state]];
  return [...words, ...stated, ['iss', issuer]];
}

/** Sends the form at once where scripts run; elsewhere the person presses the button. */
const SUBMIT = 'document.forms[0].submit()';
/** The SHA-256 of that script in base64, by which alone it may run. */
const SUBMIT_HASH = 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE=';

function sendForm(reply: FastifyReply, redirectUri: string, pairs: readonly FormPair[]): FastifyReply {
  const fields = pairs.map(
    ([name, value]) => `<input type="hidden" name="${htmlText(name)}" value="${htmlText(value)}">`,
  );
  const page = [
    '<!DOCTYPE html>',
    '<html lang="en"><head><meta charset="utf-8"><title>One moment</title>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"></head><body>',
    `<form method="post" action="${htmlText(redirectUri)}">${fields.join('')}`,
    '<noscript><p>Your browser runs no scripts. <button>Go on</button></p></noscript></form>',
    `<script>${SUBMIT}</script></body></html>`,
  ].join('\n');
  // No form-action: browsers disagree on whether it binds where the client redirects to afterwards, and the address is a registered one.
  const policy = `default-src 'none'; script-src '${SUBMIT_HASH}'; frame-ancestors 'none'; base-uri 'none'`;
  return reply
    .code(200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    .send(page);
}
