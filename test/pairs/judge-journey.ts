/**
 * Whether a journey shows what it says. Its requests are sent to a world of their own and the core is listened to, so what counts is which dialect asked
 * the core and how the core answered, whatever the paths are called.
 */
import type { OperationEvent } from '../../src/core/index.ts';
import { BROWSER_ORIGIN } from '../../src/core/model/visitor.ts';
import { findCredential } from '../../src/core/operations/steps/find-credential.ts';
import type { World } from '../../src/core/world.ts';
import { tokensIn } from '../wire/carry-tokens.ts';
import type { WireResponse } from '../wire/http-text.ts';
import { inProcess } from '../wire/in-process.ts';
import { openCase } from '../wire/run-case.ts';
import type { Journey, Step, StepWord } from './read-journeys.ts';

/** One request of a step, as it was answered. */
interface Told {
  readonly step: Step;
  readonly requestText: string;
  readonly answer: WireResponse;
  readonly events: readonly OperationEvent[];
  /** The texts in the answer that are sessions or tokens of this server. */
  readonly credentials: readonly string[];
}

/** What is wrong with a journey; nothing when it shows what it says. */
export async function judgeJourney(journey: Journey): Promise<readonly string[]> {
  const told = await tell(journey);
  const faults = journey.steps.flatMap((step) => judgeStep(step, told));
  if (journey.shape === 'not taken') return faults;
  // The end is what the last refusal comes of: without it the same question gets a yes.
  const unended = (await tell(journey, 'Ended at')).filter(({ step }) => step === journey.steps.at(-1));
  if (!unended.every(isYes)) faults.push('the last step is refused, though nothing was ended');
  return faults;
}

async function tell(journey: Journey, without?: StepWord): Promise<readonly Told[]> {
  const told: Told[] = [];
  let events: OperationEvent[] = [];
  const asking = await openCase(journey.golden, inProcess, { note: (event) => events.push(event) });
  try {
    for (const step of journey.steps.filter(({ word }) => word !== without)) {
      for (const pair of step.pairs) {
        events = [];
        const answer = await asking.ask(pair, pair.request.message);
        const credentials = await credentialsIn(asking.demo.world, answer);
        told.push({ step, requestText: pair.request.text, answer, events, credentials });
      }
    }
  } finally {
    await asking.close();
  }
  return told;
}

async function credentialsIn(world: World, { headers, body }: WireResponse): Promise<readonly string[]> {
  const text = [...headers.map(([, value]) => value), body.toString('utf8')].join('\n');
  const found = await Promise.all(tokensIn(text).map(async (one) => ((await findCredential(world, one)) ? [one] : [])));
  return found.flat();
}

function judgeStep(step: Step, told: readonly Told[]): string[] {
  const { word, dialect } = step;
  const name = `${word} ${dialect}`;
  const own = told.filter((one) => one.step === step);
  const faults: string[] = [];
  // A person who lets a client act does that on the pages.
  const askers = new Set<string>(word === 'Issued by' ? [dialect, BROWSER_ORIGIN] : [dialect]);
  const callers = own.flatMap(({ events }) => events.map(({ caller }) => caller.dialect));
  const strangers = callers.filter((caller) => !askers.has(caller));
  if (strangers.length > 0) faults.push(`${name}: ${strangers.join(', ')} asked the core`);
  if (!callers.includes(dialect)) faults.push(`${name}: ${dialect} asked nothing of the core`);
  const last = own.at(-1);
  if (last === undefined) return [...faults, `${name}: no request`];
  switch (word) {
    case 'Issued by':
      if (!isYes(last) || last.credentials.length === 0) faults.push(`${name}: nothing was issued`);
      break;
    case 'Used at':
    case 'Ended at':
      if (!own.every(isYes)) faults.push(`${name}: it was refused`);
      break;
    case 'Not taken at':
      // What stands for nobody is found and then passed over: the core says yes to it, and the dialect no.
      if (!own.every(({ answer }) => statusOf(answer) >= 400)) faults.push(`${name}: it was taken`);
      break;
    case 'Refused by':
      if (!own.every(isNo)) faults.push(`${name}: it was not refused`);
  }
  if (word !== 'Issued by' && !presentsOneOf(own, credentialsBefore(step, told))) {
    faults.push(`${name}: nothing that was issued before is presented`);
  }
  return faults;
}

/** What may be presented: at the first use what was issued, after it also what that gave. */
function credentialsBefore({ word }: Step, told: readonly Told[]): readonly string[] {
  const givers: readonly StepWord[] = word === 'Used at' ? ['Issued by'] : ['Issued by', 'Used at'];
  return told.filter(({ step }) => givers.includes(step.word)).flatMap(({ credentials }) => credentials);
}

function presentsOneOf(own: readonly Told[], texts: readonly string[]): boolean {
  return own.some(({ requestText }) =>
    texts.some((text) => requestText.includes(text) || requestText.includes(encodeURIComponent(text))),
  );
}

function isYes({ answer, events }: Told): boolean {
  return statusOf(answer) < 400 && events.every(({ outcome }) => outcome === 'yes') && !isInactive(answer);
}

/** The core said no and the wire shows it. */
function isNo({ answer, events }: Told): boolean {
  const isRefused = events.some(({ outcome }) => outcome !== 'yes' && outcome !== 'fault');
  return (isRefused && statusOf(answer) >= 400) || isInactive(answer);
}

/** What introspection says of a token that counts no more (RFC 7662 section 2.2). */
function isInactive({ body }: WireResponse): boolean {
  return body.toString('utf8') === '{"active":false}';
}

function statusOf({ statusLine }: WireResponse): number {
  return Number(statusLine.split(' ')[1]);
}
