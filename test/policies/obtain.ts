/** How a stage gets what a door needs, through the front door and while all is well. */
import assert from 'node:assert/strict';
import { elementText, memberText } from '../callers/ask.ts';
import { openBrowser, type PlainBrowser } from '../callers/browser.ts';
import * as digioffice from '../callers/digioffice.ts';
import * as twinfield from '../callers/twinfield.ts';
import * as yindo from '../callers/yindo.ts';
import { giveCode, post, type Stage } from './stage.ts';

/** What makes a person owe a step from their next logon on. */
export function owe({ world, person }: Stage, step: NonNullable<Stage['owes']>): Promise<void> {
  return step === 'second-step'
    ? world.change("update accounts set second_step = 'sms' where id = $1", person.id)
    : world.change('update accounts set must_change_password_at = $2 where id = $1', person.id, 1);
}

/** A session of the person's own, by the door that can carry what is owed. It counts on its cluster, in every dialect. */
export async function session(stage: Stage): Promise<string> {
  const { askFromAfar, person, password, owes, held } = stage;
  if (owes !== undefined) await owe(stage, owes);
  const opened = await twinfield.logon(askFromAfar, person.name, password, person.organisation);
  return keep(held, opened.session, opened.word);
}

/** The tokens of a login of the person's own. */
export async function login({ askFromAfar, person, password, held }: Stage): Promise<{ refresh: string }> {
  const opened = await digioffice.authenticate(askFromAfar, person.name, password);
  return { refresh: keep(held, opened.refreshToken, opened.word) };
}

/** An access token of the person's own. */
export async function ownToken({ askFromAfar, person, password, held }: Stage): Promise<string> {
  const opened = await yindo.logon(askFromAfar, person.name, password);
  return keep(held, opened.token, opened.word);
}

/** The tokens that a client has redeemed a code of the person's for; they stand on the stage, since a policy may have them refreshed. */
export async function clientTokens(stage: Stage): Promise<Stage['tokens']> {
  const { code, verifier, redirectUri } = await giveCode(stage);
  const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const answer = await post(stage, '/oauth2/token', fields);
  stage.tokens.access = keep(stage.held, memberText(answer.body, 'access_token'), answer.body);
  stage.tokens.refresh = keep(stage.held, memberText(answer.body, 'refresh_token'), answer.body);
  return stage.tokens;
}

/** A browser in which the person has logged on, perhaps owing a step. */
export async function loggedOn(stage: Stage): Promise<PlainBrowser> {
  const { ask, person, password, owes, held } = stage;
  if (owes !== undefined) await owe(stage, owes);
  const browser = openBrowser(ask, 'login');
  await browser.open('/login');
  const { organisation, name } = person;
  const answer = await browser.submit('/login', { organisation, name, password });
  keep(held, browser.cookies.get('tessera-session'), answer.body);
  return browser;
}

/** Keeps what was got among what the stage holds. */
export function keep(held: string[], text: string | undefined, answer: string): string {
  assert.ok(text !== undefined && text !== '', `what the door needs was refused: ${answer}`);
  held.push(text);
  return text;
}

/** The text of an element that must be there. */
export function elementOf(body: string, name: string): string {
  const text = elementText(body, name);
  assert.ok(text !== undefined, body);
  return text;
}
