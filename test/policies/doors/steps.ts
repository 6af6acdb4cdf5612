/** Doors at which a step that is owed is taken, in a session that opens nothing before. */
import { DEMO_CODE } from '../../../src/server/demo-world/policy.ts';
import * as twinfield from '../../callers/twinfield.ts';
import { type Door, type Said, said } from '../door.ts';
import { loggedOn, session } from '../obtain.ts';
import type { Stage } from '../stage.ts';
import { saidByPage, titleOf } from '../words.ts';

/** One that no rule minds. */
const NEXT_PASSWORD = 'seven quiet otters';

type Step = NonNullable<Stage['owes']>;

/** Asks in a session that owes a step from its beginning, whatever else the policy is. */
function inSession(step: Step, ask: (stage: Stage, text: string) => Promise<Said>): Door {
  return {
    kind: 'owed step',
    approach: async (stage) => {
      stage.owes ??= step;
      const text = await session(stage);
      return () => ask(stage, text);
    },
  };
}

async function stepOf(stage: Stage, operation: string, text: string, parameters = ''): Promise<Said> {
  const { word, result } = await twinfield.onCluster(stage.ask, operation, text, parameters);
  if (word !== 'ok') return said(word);
  return { yes: result === 'Ok' || /^\d+$/.test(result), word: /^\d+$/.test(result) ? 'Ok' : result };
}

export const stepDoors = {
  'twinfield: SmsSendCode': inSession('second-step', (stage, text) => stepOf(stage, 'SmsSendCode', text)),
  'twinfield: SmsLogon': inSession('second-step', (stage, text) =>
    stepOf(stage, 'SmsLogon', text, `<smsCode>${DEMO_CODE}</smsCode>`),
  ),
  'twinfield: ChangePassword': inSession('change-password', (stage, text) => {
    const present = `<currentPassword>${stage.password}</currentPassword>`;
    return stepOf(stage, 'ChangePassword', text, `${present}<newPassword>${NEXT_PASSWORD}</newPassword>`);
  }),
  'pages: /second-step': {
    kind: 'owed step',
    approach: async (stage) => {
      stage.owes ??= 'second-step';
      const browser = await loggedOn(stage);
      return async () => {
        const answer = await browser.submit('/second-step', { code: DEMO_CODE });
        return saidByPage(answer, titleOf(answer.body) === 'Connected applications');
      };
    },
  },
  'pages: /change-password': {
    kind: 'owed step',
    approach: async (stage) => {
      stage.owes ??= 'change-password';
      const browser = await loggedOn(stage);
      return async () => {
        const fields = { present: stage.password, next: NEXT_PASSWORD, again: NEXT_PASSWORD };
        const answer = await browser.submit('/change-password', fields);
        return saidByPage(answer, titleOf(answer.body) === 'Connected applications');
      };
    },
  },
} satisfies Readonly<Record<string, Door>>;
