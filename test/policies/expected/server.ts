/** What is expected of a server that is closed, in whole or at its old doors, and of one that isn't the right one. */
import { admitted, byKind, doors, type Expectation, refused, unasked } from '../verdict.ts';

export const server = {
  maintenance: {
    kinds: byKind(
      [refused, 'password', 'password, by a client', 'delegation', 'redeeming', 'refreshing', 'own refresh token'],
      [refused, 'logon by token', 'session into token', 'token into token', 'exchange of a session'],
      [refused, 'exchange of a token', 'client itself', 'client’s question', 'browser’s question'],
      [refused, 'person’s answer', 'owed step'],
      [admitted('always open'), 'using a session', 'using a token', 'descendant of a grant', 'descendant of a logon'],
      [admitted('always open'), 'own sessions', 'inspecting', 'ending', 'ending by a client'],
    ),
    doors: doors(refused, 'oauth: refresh, by the exchange of a session'),
  },

  'old doors ended': {
    kinds: byKind(
      [refused, 'password', 'password, by a client', 'delegation', 'own refresh token'],
      [unasked('not old'), 'redeeming', 'refreshing', 'logon by token', 'session into token', 'token into token'],
      [unasked('not old'), 'exchange of a session', 'exchange of a token', 'using a session', 'using a token'],
      [unasked('not old'), 'descendant of a grant', 'descendant of a logon', 'own sessions', 'inspecting'],
      [unasked('not old'), 'client itself', 'client’s question', 'browser’s question', 'person’s answer'],
      [unasked('not old'), 'owed step', 'ending', 'ending by a client'],
    ),
    doors: {
      ...doors(unasked('not old'), 'pages: /login'),
      ...doors(
        refused,
        'twinfield: initiate.aspx',
        'twinfield: login.aspx',
        'twinfield: finalize.aspx',
        // Asked without a challenge.
        'projector: /oauth2authorize',
        'twinfield: connect/authorize',
      ),
      ...doors(admitted('at its end'), 'pages: /consent for OAuth 1'),
    },
  },

  'another site': {
    kinds: byKind(
      [unasked('one site'), 'password', 'password, by a client', 'delegation', 'redeeming', 'refreshing'],
      [unasked('one site'), 'logon by token', 'exchange of a session', 'exchange of a token', 'inspecting'],
      [unasked('one site'), 'client itself', 'client’s question', 'browser’s question', 'person’s answer'],
      [unasked('one site'), 'ending by a client', 'ending'],
      [refused, 'session into token', 'using a session', 'owed step', 'descendant of a grant', 'descendant of a logon'],
      [admitted('every site'), 'own refresh token', 'token into token', 'using a token', 'own sessions'],
    ),
    doors: {
      ...doors(admitted('home told'), 'twinfield: Logon on a cluster'),
      ...doors(
        refused,
        'projector: PwsAuthenticate',
        'projector: PwsAcquireOauth2Token, code',
        'projector: PwsAcquireOauth2Token, refresh',
        'projector: PwsAuthenticate, CrossoverTicket of a token',
        'projector: PwsRevokeOauth2RefreshToken',
        'projector: PwsUnauthenticate',
        'twinfield: Abandon',
        'twinfield: GetRole by a token',
      ),
      ...doors(
        admitted('every site'),
        'digioffice: Authenticate',
        'digioffice: ConvertSessionToToken by Basic',
        'digioffice: GetJWTAccessToken by Basic',
        'yindo: /token',
        'projector: /oauth2token, code',
        'projector: /oauth2token, refresh',
        'projector: /oauth2revoketoken',
        'yindo: /me by a session',
        'yindo: the end of the own session',
        'verifier: /verify by a session',
      ),
      ...doors(admitted('ended already'), 'digioffice: logout'),
      ...doors(
        unasked('one site'),
        'pages: /second-step',
        'pages: /change-password',
        'pages: /connections',
        'oauth: userinfo',
        'twinfield: connect/userinfo',
        'twinfield: connect/accesstokenvalidation',
        'oauth: userinfo, by another client’s exchange',
        'oauth: refresh, by the exchange of a session',
      ),
    },
  },
} satisfies Readonly<Record<string, Expectation>>;
