/** What clients ask of people in a browser. */
import type {
  AuthorizationDecision,
  AuthorizationGift,
  AuthorizationRequest,
  Prompt,
  Verdict,
} from '../../core/model/authorization-request.ts';
import type { ChallengeMethod } from '../../core/model/grant.ts';
import type { Row, Statement } from '../sql.ts';
import {
  fingerprintAt,
  idAt,
  insertInto,
  isWord,
  numberAt,
  optionalNumberAt,
  optionalTextAt,
  optionalWordAt,
  selectList,
  textAt,
  type Words,
  wordAt,
} from './columns.ts';
import { listToText, textToList } from './list-text.ts';

const GIFTS: Words<AuthorizationGift> = { code: true, delegation: true, device: true };
const METHODS: Words<ChallengeMethod> = { S256: true, plain: true };
const PROMPTS: Words<Prompt> = { none: true, 'log-in': true, consent: true };
const VERDICTS: Words<Verdict> = {
  granted: true,
  'consent-denied': true,
  'login-required': true,
  'consent-required': true,
};

const NEW_COLUMNS = [
  'id',
  'browser_fingerprint',
  'dialect',
  'client_id',
  'gives',
  'redirect_uri',
  'resume_path',
  'state',
  'scope',
  'challenge',
  'challenge_method',
  'nonce',
  'reference',
  'audience',
  'bound_to',
  'organisation_code',
  'login_name',
  'prompts',
  'max_age_seconds',
  'requested_at',
  'expires_at',
];
const COLUMNS = [
  ...NEW_COLUMNS,
  'verdict',
  'decided_at',
  'account_id',
  'session_id',
  'authenticated_at',
  'completed_at',
];

const BY_ID = `select ${selectList('r', COLUMNS)} from authorization_requests r where r.id = $1`;

export function selectAuthorizationRequest(id: bigint): Statement {
  return { text: BY_ID, params: [id] };
}

/** Reads a row of `selectAuthorizationRequest`. */
export function authorizationRequestIn(row: Row): AuthorizationRequest {
  return {
    id: idAt(row, 0),
    browserFingerprint: fingerprintAt(row, 1),
    dialect: textAt(row, 2),
    clientId: textAt(row, 3),
    gives: wordAt(row, 4, GIFTS),
    redirectUri: textAt(row, 5),
    resumePath: textAt(row, 6),
    state: optionalTextAt(row, 7),
    scope: textAt(row, 8),
    challenge: optionalTextAt(row, 9),
    challengeMethod: optionalWordAt(row, 10, METHODS),
    nonce: optionalTextAt(row, 11),
    reference: optionalTextAt(row, 12),
    audience: optionalTextAt(row, 13),
    boundTo: optionalTextAt(row, 14),
    organisationCode: optionalTextAt(row, 15),
    loginName: optionalTextAt(row, 16),
    prompts: promptsIn(textAt(row, 17)),
    maxAgeSeconds: optionalNumberAt(row, 18),
    requestedAt: numberAt(row, 19),
    expiresAt: numberAt(row, 20),
    decision: decisionIn(row),
    completedAt: optionalNumberAt(row, 26),
  };
}

function decisionIn(row: Row): AuthorizationDecision | undefined {
  const verdict = optionalWordAt(row, 21, VERDICTS);
  if (verdict === undefined) return undefined;
  const accountId = optionalNumberAt(row, 23);
  const by =
    accountId === undefined ? undefined : { accountId, sessionId: idAt(row, 24), authenticatedAt: numberAt(row, 25) };
  return { verdict, at: numberAt(row, 22), by };
}

function promptsIn(text: string): Prompt[] {
  return textToList(text).map((word) => {
    if (isWord(PROMPTS, word)) return word;
    throw new Error('The database holds a prompt that this program does not know.');
  });
}

const INSERT = insertInto('authorization_requests', NEW_COLUMNS);

/** What was decided and completed is left out: a request begins without. */
export function insertAuthorizationRequest(request: AuthorizationRequest): Statement {
  return {
    text: INSERT,
    params: [
      request.id,
      request.browserFingerprint,
      request.dialect,
      request.clientId,
      request.gives,
      request.redirectUri,
      request.resumePath,
      request.state ?? null,
      request.scope,
      request.challenge ?? null,
      request.challengeMethod ?? null,
      request.nonce ?? null,
      request.reference ?? null,
      request.audience ?? null,
      request.boundTo ?? null,
      request.organisationCode ?? null,
      request.loginName ?? null,
      listToText(request.prompts),
      request.maxAgeSeconds ?? null,
      request.requestedAt,
      request.expiresAt,
    ],
  };
}

const DECIDE = `update authorization_requests
  set verdict = $2, decided_at = $3, account_id = $4, session_id = $5, authenticated_at = $6
  where id = $1 and decided_at is null`;

/** Changes no row when it was decided before, or isn't there. */
export function decideRequest(id: bigint, { verdict, at, by }: AuthorizationDecision): Statement {
  return {
    text: DECIDE,
    params: [id, verdict, at, by?.accountId ?? null, by?.sessionId ?? null, by?.authenticatedAt ?? null],
  };
}

const COMPLETE = `update authorization_requests set completed_at = $2
  where id = $1 and decided_at is not null and completed_at is null`;

/** Changes no row when it was completed before, hasn't been decided, or isn't there. */
export function completeRequest(id: bigint, at: number): Statement {
  return { text: COMPLETE, params: [id, at] };
}

const END_GRANTED = `update authorization_requests set completed_at = $3
  where account_id = $1 and client_id = $2 and completed_at is null and expires_at > $3`;

/** What a person has granted a client and the client hasn't been told yet. */
export function endGrantedRequests(accountId: number, clientId: string, at: number): Statement {
  return { text: END_GRANTED, params: [accountId, clientId, at] };
}

const SWEEP = `delete from authorization_requests
  where id in (select id from authorization_requests where expires_at < $1 order by expires_at limit $2)`;

export function deleteExpiredRequests(before: number, limit: number): Statement {
  return { text: SWEEP, params: [before, limit] };
}
