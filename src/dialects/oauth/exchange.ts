/**
 * Token exchange (RFC 8693): from every kind of credential of this server to every kind, whichever dialect issued it.
 *
 * Section 2.2.2 has one word for whatever is wrong with the subject: `invalid_request`.
 */
import type { CredentialExchange, ExchangedCredential } from '../../core/operations/exchange-credential.ts';
import { no, type Refusal, type Result } from '../../core/refusal.ts';
import type { DialectKind, Site } from '../dialect.ts';
import { improper, missing, type Parameters } from './parameters.ts';
import type { DialectTerms } from './token-terms.ts';

type Subject = Omit<CredentialExchange['subject'], 'text'>;
type Wanted = CredentialExchange['wanted'];

const STANDARD = 'urn:ietf:params:oauth:token-type:';
/** Ours: any session, and what each dialect's credentials are called, as `urn:tessera:token-type:projector-ticket`. */
const OWN = 'urn:tessera:token-type:';

/** What can be presented, by its type. */
export function subjectTypes(kinds: readonly DialectKind[]): ReadonlyMap<string, Subject> {
  const types = new Map<string, Subject>([
    [`${STANDARD}access_token`, { kind: 'access' }],
    [`${STANDARD}jwt`, { kind: 'access', form: 'signed' }],
    [`${STANDARD}refresh_token`, { kind: 'refresh' }],
    [`${OWN}session`, { kind: 'session' }],
  ]);
  for (const { name, issues, terms } of kinds) {
    const { form } = terms;
    types.set(`${OWN}${name}`, { kind: issues, form: form !== undefined && 'claims' in form ? 'signed' : form });
  }
  return types;
}

/** What can be had, by its type. */
export function wantedTypes(
  { access, refresh }: DialectTerms,
  kinds: readonly DialectKind[],
): ReadonlyMap<string, Wanted> {
  const { signed = access.form, lifetimeSeconds } = access;
  const types = new Map<string, Wanted>([
    [`${STANDARD}access_token`, { issues: 'own-access', terms: access }],
    [`${STANDARD}jwt`, { issues: 'own-access', terms: { form: signed, lifetimeSeconds } }],
    [`${STANDARD}refresh_token`, { issues: 'refresh', terms: refresh }],
  ]);
  for (const { name, ...kind } of kinds) types.set(`${OWN}${name}`, kind);
  return types;
}

export type Exchange = Pick<CredentialExchange, 'caller' | 'client' | 'keyProof' | 'audience'> & {
  readonly parameters: Parameters;
};

/** Answers one request for an exchange; made once for a site, with the types that there are. */
export function createExchange(site: Site, terms: DialectTerms) {
  const subjects = subjectTypes(site.kinds);
  const wanteds = wantedTypes(terms, site.kinds);
  return async ({ caller, client, parameters, audience, keyProof }: Exchange) => {
    const refuse = (refusal: Refusal) => site.core.refuse('exchange-credential', caller, refusal);
    const actor = ['actor_token', 'actor_token_type'].find((name) => parameters.has(name));
    // Nobody can be named who acts for another: a token says who the person is and which client holds it.
    if (actor !== undefined) return refuse(improper(`${actor}, which is not supported`).refusal);
    const text = parameters.get('subject_token');
    if (text === undefined) return refuse(missing('subject_token').refusal);
    const subject = subjects.get(parameters.get('subject_token_type') ?? '');
    if (subject === undefined) return refuse(improper('subject_token_type').refusal);
    const type = parameters.get('requested_token_type') ?? `${STANDARD}access_token`;
    const wanted = wanteds.get(type);
    if (wanted === undefined) return refuse(improper('requested_token_type').refusal);
    const result = await site.core.exchangeCredential({
      caller,
      client,
      subject: { text, ...subject },
      wanted,
      scope: parameters.get('scope'),
      audience,
      keyProof,
    });
    return result.ok
      ? { ok: true as const, value: exchangeAnswer(result.value, type, wanted) }
      : subjectRefused(result);
  };
}

/** RFC 8693 section 2.2.1: what isn't an access token is presented in no way that OAuth knows. */
function exchangeAnswer({ text, scope, expiresInSeconds, boundTo }: ExchangedCredential, type: string, wanted: Wanted) {
  const bearer = boundTo === undefined ? 'Bearer' : 'DPoP';
  return {
    access_token: text,
    issued_token_type: type,
    token_type: wanted.issues === 'own-access' ? bearer : 'N_A',
    expires_in: expiresInSeconds,
    scope: scope === '' ? undefined : scope,
  };
}

const SUBJECT_FAULTS: ReadonlySet<Refusal['code']> = new Set([
  'grant-rejected',
  'token-malformed',
  'session-ended',
  'account-barred',
  'step-owed',
  'no-company',
]);

function subjectRefused(result: Extract<Result<unknown>, { ok: false }>) {
  const { refusal, about } = result;
  return SUBJECT_FAULTS.has(refusal.code) ? no(improper(`subject_token: ${reasonOf(refusal)}`).refusal, about) : result;
}

function reasonOf(refusal: Refusal): string {
  if ('why' in refusal) return refusal.why;
  return 'step' in refusal ? refusal.step : refusal.code;
}
