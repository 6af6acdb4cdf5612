import { z } from 'zod/v3';
import { DEFAULT_POLICY, type Policy } from '../../core/policy.ts';
import { seconds, setting, type ValuesOf, wholeNumber } from './setting.ts';

const { secondStep } = DEFAULT_POLICY;

export const SECOND_STEP = {
  messengerUrl: setting(
    'TESSERA_MESSENGER_URL',
    z
      .string()
      .refine(
        (text) => text === '' || /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
        'must be an http or https URL',
      ),
    '',
    'Where messages to people are handed over: `POST` of `{"kind","to","text","validSeconds"}` as JSON; any 2xx takes the message. Empty means that they are told on the console and in the log, with the public code 123456.',
  ),
  messengerToken: setting(
    'TESSERA_MESSENGER_TOKEN',
    z.string(),
    '',
    'Sent with each message as `Authorization: Bearer`; empty for none.',
  ),
  messengerTimeoutSeconds: setting(
    'TESSERA_MESSENGER_TIMEOUT_SECONDS',
    seconds.pipe(z.number().max(60)),
    '5',
    'How long a message may take to be handed over. Whoever logs on waits for it.',
  ),
  secondStepSeconds: setting(
    'TESSERA_SECOND_STEP_SECONDS',
    seconds.pipe(z.number().max(3600)),
    String(secondStep.codeSeconds),
    'How long a code of a second step counts.',
  ),
  secondStepTries: setting(
    'TESSERA_SECOND_STEP_TRIES',
    wholeNumber.pipe(z.number().min(1).max(10)),
    String(secondStep.tries),
    'Tries that a session has at its second step; the last wrong one ends it.',
  ),
  passwordMinLength: setting(
    'TESSERA_PASSWORD_MIN_LENGTH',
    wholeNumber.pipe(z.number().min(8).max(64)),
    String(DEFAULT_POLICY.passwordMinLength),
    'Characters that a new password has at least.',
  ),
} as const;

/** What the configuration turns of the second step and of passwords. */
export function stepPolicy(config: ValuesOf<typeof SECOND_STEP>, fixedCode: string | undefined): Partial<Policy> {
  return {
    secondStep: { ...secondStep, codeSeconds: config.secondStepSeconds, tries: config.secondStepTries, fixedCode },
    passwordMinLength: config.passwordMinLength,
  };
}
