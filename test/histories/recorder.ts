import type { Answer, Call, Question } from './call.ts';

/** A call under way. Whichever of its methods is called first decides. */
export interface CallUnderWay {
  answered(answer: Answer): void;
  /** Nobody was told the answer, but it has happened by now or never will. */
  lost(): void;
}

export interface Recorder {
  /** @param at what the server's clock says */
  begin(question: Question, at: number): CallUnderWay;
  /** Whatever has no answer has happened by now or never will: the servers that were asked are no more. */
  settle(): void;
  /** How many calls were answered. */
  answers(): number;
  calls(): readonly Call[];
}

/** Writes down who asked what when, in the order in which this process saw it. */
export function createRecorder(): Recorder {
  const calls: Call[] = [];
  const open = new Set<number>();
  let moments = 0;
  let answers = 0;
  function finish(place: number, answer: Answer | undefined): void {
    const call = calls[place];
    if (call === undefined || !open.delete(place)) return;
    moments += 1;
    if (answer !== undefined) answers += 1;
    calls[place] = { ...call, ended: moments, answer };
  }
  return {
    begin: (question, at) => {
      moments += 1;
      const place = calls.push({ ...question, at, begun: moments, ended: Infinity, answer: undefined }) - 1;
      open.add(place);
      return { answered: (answer) => finish(place, answer), lost: () => finish(place, undefined) };
    },
    settle: () => {
      for (const place of [...open]) finish(place, undefined);
    },
    answers: () => answers,
    calls: () => calls,
  };
}
