import type { FastifyRequest } from 'fastify';
import type { SignedMessage } from '../../../core/operations/steps/authenticate-signer.ts';
import { mediaTypeOf } from '../../../formats/content-type.ts';
import { type Form, readForm, readQuery } from '../../../formats/form.ts';
import { oauth1BaseString } from '../../../formats/oauth1-base-string.ts';
import { readOauth1Header } from '../../../formats/oauth1-header.ts';
import type { Site } from '../../dialect.ts';
import { absent, type Problem, problem, rejected } from './problem.ts';

/** A parameter by its name, decoded and, where it stood in the header, as it stood there. */
export interface SentParameter {
  readonly value: string;
  readonly raw: string;
}

/** A signed request as it was read; whether the signature is right is for the core to say. */
export interface SignedRequest {
  readonly kind: 'signed';
  /** The protocol's own parameters that say something: deployed clients send empty ones for none. */
  readonly parameters: ReadonlyMap<string, SentParameter>;
  readonly message: SignedMessage;
}

export interface Unreadable {
  readonly kind: 'problem';
  readonly problem: Problem;
}

const MACS: Readonly<Record<string, 'sha1' | 'sha256'>> = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' };

/** The second is what the manual of npm's `oauth` has clients send: the name of the revision that RFC 5849 wrote down. */
const VERSIONS: ReadonlySet<string> = new Set(['1.0', '1.0A']);

/** How far a client's clock may be from ours, either way. For as long, what it sent is remembered. */
const SKEW_SECONDS = 300;

/**
 * Reads the parameters of a request from its header, its query and its body (RFC 5849 section 3.5), and what is signed.
 *
 * Nonce and timestamp are needed with a MAC; with PLAINTEXT they count where both are sent (section 3.3). No parameter of the protocol may come twice.
 */
export function readSigned(site: Site, request: FastifyRequest): SignedRequest | Unreadable {
  const sent = readParameters(request);
  if (sent === undefined) return unreadable(problem(400, 'parameter_rejected'));
  const { parameters, all } = sent;
  const repeated = [...parameters].filter(([, { length }]) => length > 1).map(([name]) => name);
  if (repeated.length > 0) return unreadable(rejected(repeated));
  const given = new Map(
    [...parameters].flatMap(([name, [one]]) => (one === undefined || one.value === '' ? [] : [[name, one]])),
  );

  const version = given.get('oauth_version')?.value ?? '1.0';
  if (!VERSIONS.has(version)) {
    return unreadable(problem(400, 'version_rejected', [['oauth_acceptable_versions', '1.0-1.0']]));
  }
  const method = given.get('oauth_signature_method')?.value;
  const algorithm = method === undefined ? undefined : MACS[method];
  if (method !== undefined && method !== 'PLAINTEXT' && algorithm === undefined) {
    return unreadable(problem(400, 'signature_method_rejected'));
  }
  const needed = ['oauth_consumer_key', 'oauth_signature_method', 'oauth_signature'];
  if (algorithm !== undefined) needed.push('oauth_timestamp', 'oauth_nonce');
  const missing = needed.filter((name) => !given.has(name));
  const clientId = given.get('oauth_consumer_key')?.value;
  const signature = given.get('oauth_signature');
  if (missing.length > 0 || clientId === undefined || signature === undefined) return unreadable(absent(missing));

  const once = readOnce(given, site.now());
  if (once === 'refused') return unreadable(timestampRefused(site.now()));
  const message: SignedMessage = {
    clientId,
    once,
    signature:
      algorithm === undefined
        ? { kind: 'plain', readings: plainReadings(signature) }
        : { kind: 'mac', algorithm, texts: signedTexts(site, request, all), mac: signature.value },
  };
  return { kind: 'signed', parameters: given, message };
}

function unreadable(what: Problem): Unreadable {
  return { kind: 'problem', problem: what };
}

interface Sent {
  /** Those of the protocol, by name. */
  readonly parameters: ReadonlyMap<string, readonly SentParameter[]>;
  /** All of them, for the signature. */
  readonly all: Form;
}

function readParameters(request: FastifyRequest): Sent | undefined {
  const header = readOauth1Header(request.headers.authorization);
  const query = readQuery(request.raw.url ?? '');
  // The parser of this scope gives bytes, and nothing when the request has no body.
  const bytes = (request.body as Uint8Array | undefined) ?? new Uint8Array();
  const isForm = mediaTypeOf(request.headers['content-type']) === 'application/x-www-form-urlencoded';
  const body = readForm(isForm ? bytes : new Uint8Array());
  if (header === 'malformed' || !query.ok || !body.ok) return undefined;
  const pairs = [...query.form, ...body.form].map(([name, value]) => ({ name, value, raw: value }));
  const parameters = new Map<string, SentParameter[]>();
  for (const { name, value, raw } of [...(header ?? []), ...pairs]) {
    if (!name.startsWith('oauth_')) continue;
    const others = parameters.get(name);
    if (others === undefined) parameters.set(name, [{ value, raw }]);
    else others.push({ value, raw });
  }
  return { parameters, all: [...(header ?? []), ...pairs].map(({ name, value }) => [name, value]) };
}

/** Undefined when the message may come again, `refused` when its clock is wrong. */
function readOnce(given: ReadonlyMap<string, SentParameter>, now: number): SignedMessage['once'] | 'refused' {
  const timestamp = given.get('oauth_timestamp')?.value;
  const nonce = given.get('oauth_nonce')?.value;
  if (timestamp === undefined || nonce === undefined) return undefined;
  if (!/^[0-9]{1,12}$/.test(timestamp)) return 'refused';
  const at = Number(timestamp) * 1000;
  if (Math.abs(at - now) > SKEW_SECONDS * 1000) return 'refused';
  // RFC 5849 section 3.3: a nonce is new among those of one timestamp, client and token.
  const mark = [given.get('oauth_token')?.value ?? '', timestamp, nonce].join('\0');
  return { mark, until: at + 2 * SKEW_SECONDS * 1000 };
}

function timestampRefused(now: number): Problem {
  const second = Math.floor(now / 1000);
  const range = `${second - SKEW_SECONDS}-${second + SKEW_SECONDS}`;
  return problem(401, 'timestamp_refused', [['oauth_acceptable_timestamps', range]]);
}

/**
 * The two secrets in a PLAINTEXT signature (RFC 5849 section 3.4.4) in all the ways in which clients write them: encoded twice as the RFC asks, the `&` raw, and
 * without any `&` at the first step.
 */
function plainReadings({ value, raw }: SentParameter) {
  const readings = [value, raw].flatMap((text) => {
    const at = text.indexOf('&');
    const [client, exchange] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    return [
      { clientSecret: client, exchangeSecret: exchange },
      { clientSecret: decoded(client), exchangeSecret: decoded(exchange) },
    ];
  });
  return readings;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The client signed the address that it used: by the site's own name, or by another that leads here, which Host says. */
function signedTexts(site: Site, request: FastifyRequest, parameters: Form): readonly string[] {
  const path = (request.raw.url ?? '').split('?')[0] ?? '';
  const own = URL.parse(path, site.url);
  const named = URL.parse(path, `${own?.protocol ?? 'https:'}//${request.headers.host ?? ''}`);
  const addresses = [own, named].filter((address) => address !== null);
  return addresses.map((address) => oauth1BaseString(request.method, address, parameters));
}
