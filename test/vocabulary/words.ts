import { type Refusal, say } from '../../src/core/refusal.ts';
import type { DialectName } from '../../src/dialects/dialect.ts';
import { sayRefusal } from '../../src/dialects/digioffice/vocabulary.ts';
import { vocabulary as oauth } from '../../src/dialects/oauth/vocabulary.ts';
import { restVocabulary } from '../../src/dialects/projector/rest-vocabulary.ts';
import { type ErrorContext, vocabulary as projector } from '../../src/dialects/projector/vocabulary.ts';
import { problemOf } from '../../src/dialects/twinfield/oauth1/problem.ts';
import { wordOf as openidWordOf } from '../../src/dialects/twinfield/openid/words.ts';
import { vocabulary as twinfield } from '../../src/dialects/twinfield/vocabulary.ts';
import { vocabulary as yindo } from '../../src/dialects/yindo/vocabulary.ts';

/** What each dialect says for a refusal, in one line of text. Where the same refusal has several words, all of them. */
export const WORDS: Readonly<Record<DialectName, (refusal: Refusal) => string>> = {
  twinfield: (refusal) => {
    const { logon, fault } = say(twinfield, refusal, undefined);
    const { status, word } = problemOf(refusal);
    return `${logon}; on a cluster fault ${fault}; in OAuth 1 ${status} ${word}; in OpenID ${openidWordOf(refusal).error}`;
  },
  projector: (refusal) => {
    const word = (grant: ErrorContext['grant']) => {
      const { number, code, text } = say(projector, refusal, { place: 'OPERATION', grant });
      return `${number} ${code}: ${text}`;
    };
    const restWord = (grant: ErrorContext['grant'], byHeader: boolean) => {
      const { status, error, description } = say(restVocabulary, refusal, { grant, byHeader });
      return `${status} ${error}: ${description}`;
    };
    const rest = distinct([restWord('code', false), restWord('refresh-token', false), restWord('code', true)]);
    return `${distinct([word('code'), word('refresh-token')])}; over REST ${rest}`;
  },
  digioffice: (refusal) =>
    distinct(
      (['password', 'session', 'token'] as const).map((presented) => {
        const failure = sayRefusal(refusal, presented);
        return failure.kind === 'failed'
          ? `${failure.error.status} ${failure.error.code}: ${failure.error.message}`
          : '401 without a body';
      }),
    ),
  yindo: (refusal) => {
    const { error, description } = say(yindo, refusal, undefined);
    return description === undefined ? error : `${error}: ${description}`;
  },
  oauth: (refusal) => {
    const { status, error, description } = say(oauth, refusal, undefined);
    return `${status} ${error}: ${description}`;
  },
};

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join(' / ');
}
