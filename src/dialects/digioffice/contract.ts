/**
 * The DigiOffice gateway's contract: the framework's own Authenticate and ConvertSessionToToken, with the members that they had in the
 * versions the seed page can come from (5.1 to 5.4).
 */
import { dictionary, type RecordShape, record } from '../../formats/shape.ts';
import {
  responseStatusShape,
  type ServiceStackContract,
  type ServiceStackOperation,
  TYPES_NAMESPACE,
} from '../../platforms/servicestack/index.ts';

const authenticate = record('Authenticate', TYPES_NAMESPACE, {
  provider: { type: 'string' },
  State: { type: 'string' },
  oauth_token: { type: 'string' },
  oauth_verifier: { type: 'string' },
  UserName: { type: 'string' },
  Password: { type: 'string' },
  RememberMe: { type: 'boolean' },
  Continue: { type: 'string' },
  nonce: { type: 'string' },
  uri: { type: 'string' },
  response: { type: 'string' },
  qop: { type: 'string' },
  nc: { type: 'string' },
  cnonce: { type: 'string' },
  UseTokenCookie: { type: 'boolean' },
  AccessToken: { type: 'string' },
  AccessTokenSecret: { type: 'string' },
  Meta: { type: dictionary },
});

const authenticateResponse = record('AuthenticateResponse', TYPES_NAMESPACE, {
  UserId: { type: 'string' },
  SessionId: { type: 'string' },
  UserName: { type: 'string' },
  DisplayName: { type: 'string' },
  ReferrerUrl: { type: 'string' },
  BearerToken: { type: 'string' },
  RefreshToken: { type: 'string' },
  ResponseStatus: { type: responseStatusShape },
  Meta: { type: dictionary },
});

const convertSessionToToken = record('ConvertSessionToToken', TYPES_NAMESPACE, {
  PreserveSession: { type: 'boolean' },
});

const convertSessionToTokenResponse = record('ConvertSessionToTokenResponse', TYPES_NAMESPACE, {
  Meta: { type: dictionary },
  AccessToken: { type: 'string' },
  ResponseStatus: { type: responseStatusShape },
});

export const contract = {
  name: 'DigiOffice Gateway',
  namespace: TYPES_NAMESPACE,
  doc: '',
  clrNamespace: 'ServiceStack',
  challenge: 'credentials realm="/auth/credentials"',
  signInPage: '/login',
  operations: {
    Authenticate: operation(authenticate, authenticateResponse, {
      routes: ['/auth', '/auth/{provider}', '/authenticate', '/authenticate/{provider}'],
      verbs: ['GET', 'POST', 'DELETE'],
      serviceName: 'AuthenticateService',
    }),
    ConvertSessionToToken: operation(convertSessionToToken, convertSessionToTokenResponse, {
      routes: ['/session-to-token'],
      verbs: 'any',
      serviceName: 'ConvertSessionToTokenService',
    }),
  },
} satisfies ServiceStackContract;

type Whereabouts = Pick<ServiceStackOperation, 'routes' | 'verbs' | 'serviceName'>;

/** An operation goes by the name of its request, and the framework's own have no sentence. */
function operation<Q extends RecordShape, A extends RecordShape>(
  request: Q,
  response: A,
  whereabouts: Whereabouts,
): ServiceStackOperation<Q, A> {
  return { name: request.name, doc: '', request, response, ...whereabouts };
}
