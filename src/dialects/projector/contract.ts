import { record } from '../../formats/shape.ts';
import { operation, type WcfContract } from '../../platforms/wcf/index.ts';
import {
  PWS,
  pwsAccountRef,
  pwsAccountSummary,
  pwsFault,
  pwsRequest,
  pwsResponse,
  pwsUserRef,
  pwsUserSummary,
  REQUESTS,
  RESPONSES,
} from './contract-types.ts';

const authenticate = operation(
  'PwsAuthenticate',
  'Opens a session for a user by name and password.',
  record(
    'PwsAuthenticateRq',
    REQUESTS,
    {
      AccountCode: { type: 'string' },
      CultureName: { type: 'string' },
      Fingerprint: { type: 'string' },
      Password: { type: 'string' },
      UserName: { type: 'string' },
      UtcOffsetMinutes: { type: 'short', nullable: true },
      CrossoverTicket: { type: 'string' },
    },
    pwsRequest,
  ),
  record(
    'PwsAuthenticateRs',
    RESPONSES,
    {
      RedirectUrl: { type: 'string' },
      SessionTicket: { type: 'string' },
      AccountIdentity: { type: pwsAccountRef },
      UserIdentity: { type: pwsUserRef },
      SuperUserFlag: { type: 'boolean' },
      DocumentServerUrl: { type: 'string' },
      Account: { type: pwsAccountSummary },
      User: { type: pwsUserSummary },
    },
    pwsResponse,
  ),
);

const acquireOauth2Token = operation(
  'PwsAcquireOauth2Token',
  'Gives a client application the tokens for an authorization code, or new ones for a refresh token.',
  record(
    'PwsAcquireOauth2TokenRq',
    REQUESTS,
    {
      ClientIdentifier: { type: 'string' },
      ClientSecret: { type: 'string' },
      Code: { type: 'string' },
      CodeVerifier: { type: 'string' },
      GrantType: { type: 'string' },
      RedirectUri: { type: 'string' },
      RefreshToken: { type: 'string' },
    },
    pwsRequest,
  ),
  record(
    'PwsAcquireOauth2TokenRs',
    RESPONSES,
    {
      AccessToken: { type: 'string' },
      ExpiresInSeconds: { type: 'int' },
      MaxLifetimeMinutes: { type: 'int' },
      RedirectUrl: { type: 'string' },
      RefreshToken: { type: 'string' },
      RestServiceAuthority: { type: 'string' },
      SoapServiceAuthority: { type: 'string' },
      TimeoutMinutes: { type: 'int' },
      TokenType: { type: 'string' },
    },
    pwsResponse,
  ),
);

const revokeOauth2RefreshToken = operation(
  'PwsRevokeOauth2RefreshToken',
  'Ends the connection between a client application and a user that a refresh token stands for.',
  record(
    'PwsRevokeOauth2RefreshTokenRq',
    REQUESTS,
    {
      ClientIdentifier: { type: 'string' },
      ClientSecret: { type: 'string' },
      Token: { type: 'string' },
      TokenType: { type: 'string' },
    },
    pwsRequest,
  ),
  record('PwsRevokeOauth2RefreshTokenRs', RESPONSES, { RedirectUrl: { type: 'string' } }, pwsResponse),
);

const unauthenticate = operation(
  'PwsUnauthenticate',
  'Ends the session that a session ticket stands for.',
  record('PwsUnauthenticateRq', REQUESTS, {}, pwsRequest),
  record('PwsUnauthenticateRs', RESPONSES, {}, pwsResponse),
);

const operations = {
  PwsAuthenticate: authenticate,
  PwsUnauthenticate: unauthenticate,
  PwsAcquireOauth2Token: acquireOauth2Token,
  PwsRevokeOauth2RefreshToken: revokeOauth2RefreshToken,
};

/**
 * What the Projector service offers over SOAP. Names and order of members are those of the seed pages and the vendor's schemas; the
 * reference page `projector-wcf`, section C2, says which is documented and which inferred.
 */
export const projectorContract = {
  name: 'PwsProjectorServices',
  namespace: PWS,
  doc: 'Projector web services: tokens and sessions.',
  portType: 'IPwsProjectorServices',
  parameter: 'serviceRequest',
  faultDetail: pwsFault,
  operations,
} satisfies WcfContract<typeof operations, typeof pwsFault>;
