import type { Account } from '../../model/account.ts';
import type { Client } from '../../model/client.ts';
import type { SecretForm } from '../../model/secret-form.ts';
import type { Token } from '../../model/token.ts';
import type { RepeatableAlgorithm, SharedKey } from '../../ports/signer.ts';
import { type Entropy, fingerprint, jtiOf, writeSecret } from '../../secrets.ts';
import type { World } from '../../world.ts';

/** What a signed token may tell about itself. */
export interface TokenFacts {
  readonly jti: string;
  readonly account: Account | undefined;
  readonly clientId: string | undefined;
  readonly scope: string;
  /** The resources that it is for; none means this server itself. */
  readonly audience: readonly string[];
  /** The thumbprint of the key that it is bound to. */
  readonly boundTo: string | undefined;
  /** Epoch milliseconds, as everywhere in the core. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A token whose text is a signed statement (RFC 7519). `jti` must be among the claims: the token is found by it. */
export interface SignedForm {
  readonly name: 'signed';
  /** As the header tells it (RFC 7515 section 4.1.9); without a word, `JWT`. */
  readonly type?: string;
  readonly claims: (facts: TokenFacts) => Readonly<Record<string, unknown>>;
  /** Without a word, EdDSA. */
  readonly algorithm?: RepeatableAlgorithm | undefined;
  /** Sign with this key instead of one of the server's own. */
  readonly shared?: SharedKey | undefined;
}

export interface TokenTerms {
  readonly form: SecretForm | SignedForm;
  /** The form for clients that want to read their tokens, where a wire offers both. */
  readonly signed?: SignedForm;
  readonly lifetimeSeconds: number;
}

/** What the token descends from. */
export interface Descent {
  readonly familyId: bigint;
  readonly sessionId: bigint | undefined;
  readonly account: Account | undefined;
  readonly clientId: string | undefined;
  readonly scope: string;
  /** The client that the token is exchanged for, when that isn't the family's. */
  readonly holderId?: string | undefined;
  /** The resources that it is for, space-separated; empty or left out for this server itself. */
  readonly audience?: string | undefined;
  readonly boundTo?: string | undefined;
}

export interface MintedToken {
  readonly token: Token;
  /** The one time that the secret is seen. */
  readonly text: string;
}

/** Makes a token with the text that its holder will present. */
export async function mintToken(
  world: World,
  kind: Token['kind'],
  terms: TokenTerms,
  descent: Descent,
  at: number,
  id: bigint = world.nextId(),
  entropy: Entropy = world.random.bytes,
): Promise<MintedToken> {
  const expiresAt = at + terms.lifetimeSeconds * 1000;
  const { form } = terms;
  const secret = isSigned(form)
    ? await signed(world, form, descent, id, at, expiresAt)
    : writeSecret(form, id, entropy);
  const token: Token = {
    id,
    kind,
    fingerprint: secret.fingerprint,
    foundByFingerprint: !isSigned(form) && !form.carriesId,
    familyId: descent.familyId,
    sessionId: descent.sessionId,
    scope: descent.scope,
    issuedAt: at,
    expiresAt,
    clientId: descent.holderId,
    audience: descent.audience === '' ? undefined : descent.audience,
    boundTo: descent.boundTo,
    spentAt: undefined,
    successorId: undefined,
    successorAccessId: undefined,
  };
  return { token, text: secret.text };
}

/** The terms for one client's access tokens: signed when its record asks for it and the wire has such a form. */
export function accessTerms(client: Client, terms: TokenTerms): TokenTerms {
  const { signed: form, lifetimeSeconds } = terms;
  return client.accessForm === 'signed' && form !== undefined ? { form, lifetimeSeconds } : terms;
}

function isSigned(form: SecretForm | SignedForm): form is SignedForm {
  return 'claims' in form;
}

async function signed(
  world: World,
  form: SignedForm,
  descent: Descent,
  id: bigint,
  issuedAt: number,
  expiresAt: number,
) {
  const { account, scope, boundTo } = descent;
  const clientId = descent.holderId ?? descent.clientId;
  const audience = (descent.audience ?? '').split(' ').filter((word) => word !== '');
  const facts = { jti: jtiOf(id), account, clientId, scope, audience, boundTo, issuedAt, expiresAt };
  const { algorithm, type, shared } = form;
  // By the key of that moment: a repeated refresh writes the token again, and keys may have changed since.
  const text = await world.signer.sign(form.claims(facts), { algorithm, at: issuedAt, type, shared });
  return { text, fingerprint: fingerprint(text) };
}
