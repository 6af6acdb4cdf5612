import type { Account } from '../../model/account.ts';
import type { SecretForm } from '../../model/secret-form.ts';
import type { Token } from '../../model/token.ts';
import { type Entropy, fingerprint, jtiOf, writeSecret } from '../../secrets.ts';
import type { World } from '../../world.ts';

/** What a signed token may tell about itself. */
export interface TokenFacts {
  readonly jti: string;
  readonly account: Account | undefined;
  readonly clientId: string | undefined;
  readonly scope: string;
  /** Epoch milliseconds, as everywhere in the core. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A token whose text is a signed statement (RFC 7519). `jti` must be among the claims: the token is found by it. */
export interface SignedForm {
  readonly name: 'signed';
  readonly claims: (facts: TokenFacts) => Readonly<Record<string, unknown>>;
}

export interface TokenTerms {
  readonly form: SecretForm | SignedForm;
  readonly lifetimeSeconds: number;
}

/** What the token descends from. */
export interface Descent {
  readonly familyId: bigint;
  readonly sessionId: bigint | undefined;
  readonly account: Account | undefined;
  readonly clientId: string | undefined;
  readonly scope: string;
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
    spentAt: undefined,
    successorId: undefined,
    successorAccessId: undefined,
  };
  return { token, text: secret.text };
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
  const { account, clientId, scope } = descent;
  const text = await world.signer.sign(form.claims({ jti: jtiOf(id), account, clientId, scope, issuedAt, expiresAt }));
  return { text, fingerprint: fingerprint(text) };
}
