/**
 * The DigiOffice gateway's contract: the framework's own operations around sessions and tokens, and the vendor's GetJWTAccessToken.
 *
 * The framework's records gained and lost members over the years. Generation 5 is that of the versions the seed page can come from (5.1 to 5.4),
 * generation 6 that of the versions that the same gateway runs since. Source: reference, servicestack-webapi sections 1, 2 and 5.
 */
import { dictionary, list, type RecordOf, type RecordShape, record } from '../../formats/shape.ts';
import {
  responseStatusShape,
  type ServiceStackContract,
  type ServiceStackOperation,
  TYPES_NAMESPACE,
} from '../../platforms/servicestack/index.ts';

export type Generation = '5' | '6';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
/** `bool?`, which may be nil. */
const optionalFlag = { type: 'boolean', nullable: true } as const;
const meta = { type: dictionary } as const;
const status = { type: responseStatusShape } as const;
const texts = {
  type: list('ArrayOfstring', 'http://schemas.microsoft.com/2003/10/Serialization/Arrays', 'string', 'string'),
} as const;

const provider = { provider: text, State: text, oauth_token: text, oauth_verifier: text };
const credentials = { UserName: text, Password: text, RememberMe: optionalFlag };
const digest = { nonce: text, uri: text, response: text, qop: text, nc: text, cnonce: text };
const accessToken = { AccessToken: text, AccessTokenSecret: text };
const person = { UserId: text, SessionId: text, UserName: text, DisplayName: text, ReferrerUrl: text };
const tokens = { BearerToken: text, RefreshToken: text };

const authenticate5 = record('Authenticate', TYPES_NAMESPACE, {
  ...provider,
  ...credentials,
  Continue: text,
  ...digest,
  UseTokenCookie: optionalFlag,
  ...accessToken,
  Meta: meta,
});

const authenticate6 = record('Authenticate', TYPES_NAMESPACE, {
  ...provider,
  ...credentials,
  ErrorView: text,
  ...digest,
  ...accessToken,
  scope: text,
  ReturnUrl: text,
  Meta: meta,
});

const authenticateResponse5 = record('AuthenticateResponse', TYPES_NAMESPACE, {
  ...person,
  ...tokens,
  ResponseStatus: status,
  Meta: meta,
});

const authenticateResponse6 = record('AuthenticateResponse', TYPES_NAMESPACE, {
  ...person,
  ...tokens,
  ProfileUrl: text,
  Roles: texts,
  Permissions: texts,
  ResponseStatus: status,
  Meta: meta,
});

const convert5 = record('ConvertSessionToToken', TYPES_NAMESPACE, { PreserveSession: flag });
const convert6 = record('ConvertSessionToToken', TYPES_NAMESPACE, { PreserveSession: flag, Meta: meta });

const convertResponse5 = record('ConvertSessionToTokenResponse', TYPES_NAMESPACE, {
  Meta: meta,
  AccessToken: text,
  ResponseStatus: status,
});

const convertResponse6 = record('ConvertSessionToTokenResponse', TYPES_NAMESPACE, {
  Meta: meta,
  AccessToken: text,
  RefreshToken: text,
  ResponseStatus: status,
});

const access5 = record('GetAccessToken', TYPES_NAMESPACE, { RefreshToken: text });
const access6 = record('GetAccessToken', TYPES_NAMESPACE, { RefreshToken: text, Meta: meta });

const accessResponse5 = record('GetAccessTokenResponse', TYPES_NAMESPACE, {
  AccessToken: text,
  ResponseStatus: status,
});
const accessResponse6 = record('GetAccessTokenResponse', TYPES_NAMESPACE, {
  AccessToken: text,
  Meta: meta,
  ResponseStatus: status,
});

const jwtAccess = record(
  'GetJWTAccessToken',
  'http://schemas.datacontract.org/2004/07/IDB.API.DTO.Security.Operations',
  { ExpiresInMinutes: { type: 'int' } },
);

/** The framework's DTOs are in one assembly of its client, those of errors in that of its interfaces. */
const INTERFACES: ReadonlySet<string> = new Set(['ResponseStatus', 'ResponseError', 'ErrorResponse']);

const around = {
  name: 'DigiOffice Gateway Web Services',
  namespace: TYPES_NAMESPACE,
  typeName: (shape: RecordShape): string => {
    if (shape === jwtAccess) return 'IDB.API.DTO.Security.Operations.GetJWTAccessToken, IDB.API.DTO';
    return `ServiceStack.${shape.name}, ServiceStack.${INTERFACES.has(shape.name) ? 'Interfaces' : 'Client'}`;
  },
  challenge: 'credentials realm="/auth/credentials"',
};

const jwtAccessOperation: ServiceStackOperation<typeof jwtAccess, 'string'> = {
  ...named(jwtAccess),
  response: 'string',
  routes: [],
  verbs: 'any',
  requiresAuthentication: true,
};

const contract5 = {
  ...around,
  operations: {
    Authenticate: authenticates(authenticate5, authenticateResponse5),
    ConvertSessionToToken: converts(convert5, convertResponse5),
    GetAccessToken: renews(access5, accessResponse5),
    GetJWTAccessToken: jwtAccessOperation,
  },
} satisfies ServiceStackContract;

const contract6 = {
  ...around,
  operations: {
    Authenticate: authenticates(authenticate6, authenticateResponse6),
    ConvertSessionToToken: converts(convert6, convertResponse6),
    GetAccessToken: renews(access6, accessResponse6),
    GetJWTAccessToken: jwtAccessOperation,
  },
} satisfies ServiceStackContract;

/** Both generations' members. One that a generation lacks is undefined in its requests, and passed over in its answers. */
type Both<A extends RecordShape, B extends RecordShape> = RecordOf<A['members'] & B['members']>;

export type DigiofficeContract = ServiceStackContract<{
  Authenticate: ServiceStackOperation<
    Both<typeof authenticate5, typeof authenticate6>,
    Both<typeof authenticateResponse5, typeof authenticateResponse6>
  >;
  ConvertSessionToToken: ServiceStackOperation<
    Both<typeof convert5, typeof convert6>,
    Both<typeof convertResponse5, typeof convertResponse6>
  >;
  GetAccessToken: ServiceStackOperation<
    Both<typeof access5, typeof access6>,
    Both<typeof accessResponse5, typeof accessResponse6>
  >;
  GetJWTAccessToken: typeof jwtAccessOperation;
}>;

export function contractOf(generation: Generation): DigiofficeContract {
  // Each has what the type says of it, see `Both`.
  return (generation === '5' ? contract5 : contract6) as unknown as DigiofficeContract;
}

/** An operation goes by the name of its request, and the framework's own have no sentence. */
function named<Q extends RecordShape>(request: Q) {
  return { name: request.name, doc: '', request, serviceName: `${request.name}Service` };
}

function authenticates<Q extends RecordShape, A extends RecordShape>(
  request: Q,
  response: A,
): ServiceStackOperation<Q, A> {
  return {
    ...named(request),
    response,
    routes: ['/auth', '/auth/{provider}', '/authenticate', '/authenticate/{provider}'],
    verbs: ['GET', 'POST', 'DELETE'],
    requiresAuthentication: false,
  };
}

function converts<Q extends RecordShape, A extends RecordShape>(request: Q, response: A): ServiceStackOperation<Q, A> {
  return {
    ...named(request),
    response,
    routes: ['/session-to-token'],
    verbs: 'any',
    requiresAuthentication: true,
    neverHtml: true,
    cookiesOverSoap: false,
  };
}

function renews<Q extends RecordShape, A extends RecordShape>(request: Q, response: A): ServiceStackOperation<Q, A> {
  return { ...named(request), response, routes: ['/access-token'], verbs: 'any', requiresAuthentication: false };
}
