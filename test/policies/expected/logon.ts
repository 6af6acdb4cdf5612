/** What is expected when a logon falls short: of its password, or of a step that is owed. */
import { admitted, byKind, doors, type Expectation, refused, unasked } from '../verdict.ts';

const PASSWORD: Expectation = {
  kinds: byKind(
    [refused, 'password', 'password, by a client'],
    [unasked('no password'), 'delegation', 'redeeming', 'refreshing', 'own refresh token', 'logon by token'],
    [unasked('no password'), 'session into token', 'token into token', 'exchange of a session', 'exchange of a token'],
    [unasked('no password'), 'using a session', 'using a token', 'descendant of a grant', 'descendant of a logon'],
    [unasked('no password'), 'own sessions', 'inspecting', 'client itself', 'client’s question'],
    [unasked('no password'), 'browser’s question', 'person’s answer', 'owed step', 'ending', 'ending by a client'],
  ),
  // The present password is counted with the others.
  doors: doors(refused, 'twinfield: ChangePassword', 'pages: /change-password'),
};

const OWED = byKind(
  [refused, 'password', 'password, by a client', 'session into token', 'exchange of a session', 'using a session'],
  [refused, 'person’s answer', 'owed step'],
  [admitted('step told'), 'delegation'],
  [admitted('steps taken'), 'redeeming', 'refreshing', 'own refresh token', 'logon by token', 'token into token'],
  [admitted('steps taken'), 'exchange of a token', 'using a token', 'descendant of a grant', 'own sessions'],
  [admitted('steps taken'), 'inspecting', 'descendant of a logon'],
  [unasked('no person'), 'client itself', 'client’s question', 'browser’s question'],
  [admitted('always open'), 'ending', 'ending by a client'],
);

const OWED_DOORS = {
  ...doors(admitted('step told'), 'twinfield: Logon', 'twinfield: Logon on a cluster', 'pages: /login'),
  ...doors(refused, 'pages: /connections', 'pages: /connections/end', 'oauth: introspect a session'),
  ...doors(unasked('not got'), 'oauth: refresh, by the exchange of a session'),
};

export const logon = {
  'wrong password': PASSWORD,
  locked: PASSWORD,
  throttled: PASSWORD,
  'second step owed': {
    kinds: OWED,
    doors: {
      ...OWED_DOORS,
      ...doors(admitted('the step'), 'twinfield: SmsSendCode', 'twinfield: SmsLogon', 'pages: /second-step'),
    },
  },
  'password change owed': {
    kinds: OWED,
    doors: { ...OWED_DOORS, ...doors(admitted('the step'), 'twinfield: ChangePassword', 'pages: /change-password') },
  },
} satisfies Readonly<Record<string, Expectation>>;
