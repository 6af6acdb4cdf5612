/** The answers of wires that say no in a manner of their own, as a client of theirs reads them. */
import { type Answer, elementText } from '../callers/ask.ts';
import * as projector from '../callers/projector.ts';
import { type Said, said } from './door.ts';

/** The status, with the code of the error where one is told. */
export function digiofficeWord({ status, body }: Answer): Said {
  const code = /"ErrorCode":"([^"]*)"/.exec(body)?.[1];
  return { yes: status === 200, word: code === undefined ? `${status}` : `${status} ${code}` };
}

/** A page by its title, or where it sends the browser: a client is told a code, or an error. */
export function saidByPage({ status, headers, body }: Answer, isYes = false): Said {
  const { location } = headers;
  if (location !== undefined && !location.startsWith('/')) {
    const told = new URL(location).searchParams;
    const error = told.get('error') ?? told.get('oauth_problem');
    return error === null ? { yes: true, word: `${status} back` } : { yes: false, word: `${status} ${error}` };
  }
  return { yes: isYes, word: `${status} ${titleOf(body)}` };
}

export function titleOf(body: string): string {
  return (/<title>(?:Error: )?([^<·]*)/.exec(body)?.[1] ?? '').trim();
}

/** A projector's answer: a site that isn't the home says where to go in the manner of a yes. */
export function saidByProjector(body: string): Said {
  return elementText(body, 'RedirectUrl') === undefined
    ? said(projector.wordOf(body))
    : { yes: false, word: 'Ok, RedirectUrl' };
}
