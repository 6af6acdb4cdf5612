import type {
  AccountBar,
  AuthorizationEnd,
  OwedStep,
  PasswordFault,
  Refusal,
  StepFault,
  Vocabulary,
} from '../core/refusal.ts';
import type { Message } from './message.ts';

const START_AGAIN = 'Go back to the application and start again there.';
const ASK_ADMINISTRATOR = 'Ask an administrator of your organisation.';
const TELL_APPLICATION = 'Nothing was sent to it. Tell whoever looks after the application.';

const LATER: Omit<Message, 'advice'> = {
  status: 503,
  title: 'Not available now',
  text: 'This can’t be done at the moment.',
};

/** What is wrong with how an application sent the person here. */
function badLink(text: string): Message {
  return { status: 400, title: 'This link doesn’t work', text, advice: TELL_APPLICATION };
}

function notAdmitted(text: string): Message {
  return { status: 403, title: 'You can’t log in', text, advice: ASK_ADMINISTRATOR };
}

const ENDS: Readonly<Record<AuthorizationEnd, Message>> = {
  unknown: {
    status: 400,
    title: 'Nothing to answer here',
    text: 'This page belongs to another browser, or to a question that is no longer there.',
    advice: START_AGAIN,
  },
  expired: {
    status: 400,
    title: 'Too much time has passed',
    text: 'The application’s question has expired.',
    advice: START_AGAIN,
  },
  completed: {
    status: 400,
    title: 'Already answered',
    text: 'You have answered this question, and the application has been told.',
    advice: 'You can close this page, or start again at the application.',
  },
};

/** Told only to those who proved who they are. */
const BARS: Readonly<Record<AccountBar, Message>> = {
  untrusted: notAdmitted('Your account may not log in from this network.'),
  deleted: notAdmitted('Your account has been deleted.'),
  disabled: notAdmitted('Your account has been disabled.'),
  'organisation-inactive': notAdmitted('Your organisation is not active.'),
};

const STEPS: Readonly<Record<OwedStep, string>> = {
  'second-step': 'You still have to confirm that it is you.',
  'change-password': 'You still have to choose a new password.',
};

const STEP_FAULTS: Readonly<Record<StepFault, Omit<Message, 'status'>>> = {
  wrong: { title: 'That isn’t the code', text: 'Look at the message again, and type the code as it stands there.' },
  expired: { title: 'That code has expired', text: 'Have another one sent, and type that.' },
  none: { title: 'That code no longer counts', text: 'Have another one sent, and type that.' },
  exhausted: {
    title: 'Too many wrong codes',
    text: 'To keep your account safe, you have been logged out.',
    advice: 'Log in again.',
  },
  'not-owed': { title: 'No code is needed', text: 'You have confirmed already that it is you.' },
};

const PASSWORD_FAULTS: Readonly<Record<PasswordFault, string>> = {
  'not-different': 'The new password must differ from the present one.',
  'not-secure': 'The new password would be too easy to guess.',
};

/** What a person is told for every refusal, in words for people who know nothing of tokens. */
export const vocabulary: Vocabulary<Message> = {
  'request-malformed': ({ missing, improper }) =>
    badLink(
      missing.length > 0
        ? `The application left out: ${missing.join(', ')}.`
        : `The application sent something that can’t be used: ${improper.join(', ')}.`,
    ),
  'grant-type-unsupported': () => badLink('The application asked for something that is not offered here.'),
  'token-type-unsupported': () => badLink('The application asked for something that is not offered here.'),
  'scope-rejected': () => badLink('The application asked for more than it may have.'),
  'audience-rejected': () => badLink('The application asked for something that it may not have.'),
  'key-proof-rejected': () => badLink('The application did not prove that it holds its key.'),
  'not-decided-yet': ({ why }) => ({
    status: 403,
    title: 'Not answered yet',
    text: 'The question on your other device has not been answered.',
    advice: why === 'too-fast' ? 'Wait a little before you ask again.' : START_AGAIN,
  }),
  'client-rejected': () => badLink('The application that sent you here is not known, or has been switched off.'),
  replayed: () => badLink('This link was used before.'),
  'client-not-permitted': () => badLink('The application that sent you here may not ask this.'),
  'modern-logon-required': () => notAdmitted('Your organisation doesn’t admit this way of logging in.'),
  'credentials-rejected': () => ({
    status: 403,
    title: 'That didn’t match',
    text: 'The organisation, the name or the password is wrong.',
  }),
  'token-rejected': () => badLink('What the application asks about is no longer there.'),
  'token-malformed': () => badLink('What the application asks about is no longer there.'),
  'grant-rejected': ({ why }) =>
    why === 'redirect'
      ? badLink('The application wants you sent to an address that it has not registered.')
      : badLink('What the application asks about is no longer there.'),
  'session-ended': () => ({
    status: 403,
    title: 'You have been logged out',
    text: 'Your session has ended.',
    advice: 'Log in again.',
  }),
  'account-barred': ({ why }) => BARS[why],
  'step-owed': ({ step }) => ({ status: 403, title: 'Not quite there', text: STEPS[step], advice: START_AGAIN }),
  'step-rejected': ({ why }) => ({ status: 403, ...STEP_FAULTS[why] }),
  'password-rejected': ({ why }) => ({ status: 400, title: 'Choose another password', text: PASSWORD_FAULTS[why] }),
  'message-failed': () => ({
    status: 503,
    title: 'The message wasn’t sent',
    text: 'The code could not be sent to your phone.',
    advice: 'Please try again in a minute.',
  }),
  'company-rejected': () => notAdmitted('Your account doesn’t belong to that company.'),
  'no-company': () => notAdmitted('Your account doesn’t belong to any company.'),
  'consent-denied': () => ({ status: 403, title: 'Refused', text: 'You have refused what the application asked.' }),
  'login-required': () => ({
    status: 403,
    title: 'Log in first',
    text: 'Nobody is logged in here who could answer.',
    advice: START_AGAIN,
  }),
  'consent-required': () => ({
    status: 403,
    title: 'Not answered yet',
    text: 'The application’s question has not been answered.',
    advice: START_AGAIN,
  }),
  'authorization-ended': ({ why }) => ENDS[why],
  elsewhere: () => badLink('Your account is kept at another address.'),
  'too-many-attempts': ({ retryAfterSeconds }) => ({
    status: 429,
    title: 'Too many attempts',
    text: `Wait ${inWords(retryAfterSeconds)}, then try again.`,
  }),
  'closed-for-maintenance': () => ({ ...LATER, advice: 'We are working on it. Please come back a little later.' }),
  unavailable: ({ retryAfterSeconds }) => ({ ...LATER, advice: `Please try again in ${inWords(retryAfterSeconds)}.` }),
};

/** How long to wait, never told too short. */
function inWords(seconds: number): string {
  if (seconds <= 90) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** How long a refused browser should wait, when that is known. */
export function retryAfterOf(refusal: Refusal): number | undefined {
  return 'retryAfterSeconds' in refusal ? refusal.retryAfterSeconds : undefined;
}
