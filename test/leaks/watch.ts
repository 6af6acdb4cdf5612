import { pino } from 'pino';
import { type Answer, type Ask, askDemo } from '../callers/ask.ts';
import { type Demo, openDemo } from '../support/demo.ts';

export interface Watch {
  readonly demo: Demo;
  readonly ask: Ask;
  readonly logged: string[];
  readonly answers: Answer[];
}

/** A demo world whose whole log and whole answers are kept. */
export async function openWatched(): Promise<Watch> {
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const demo = await openDemo({ logger, note: (event) => logger.info(event) });
  const answers: Answer[] = [];
  const plain = askDemo(demo);
  const ask: Ask = async (site, request) => {
    const answer = await plain(site, request);
    answers.push(answer);
    return answer;
  };
  return { demo, ask, logged, answers };
}
