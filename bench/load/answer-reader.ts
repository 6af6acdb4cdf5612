/** Reads answers off one connection, as little of them as a load needs: the status, where the answer ends, and its body as bytes. */
export interface AnswerReader {
  /** Takes what was received; the bytes are used up when it returns. */
  take(bytes: Buffer): void;
}

/** `body` is only good until the call returns. */
export type OnAnswer = (status: number, body: Buffer) => void;

const HEAD_END = Buffer.from('\r\n\r\n');
/** The end of the header's name in any spelling: Content-Length and content-length both have it. */
const LENGTH = Buffer.from('ength: ');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');
const STATUS_AT = 9;
const ZERO = 48;

/** Reads one answer after another; with no pipelining there is never more than one in what was received. */
export function createAnswerReader(onAnswer: OnAnswer): AnswerReader {
  let kept: Buffer | undefined;
  return {
    take: (bytes) => {
      const all = kept === undefined ? bytes : Buffer.concat([kept, bytes]);
      const end = all.indexOf(HEAD_END);
      if (end < 0 || !isWhole(all, end)) {
        // What was handed over belongs to the socket, so what is kept is a copy.
        kept = kept === undefined ? Buffer.from(bytes) : all;
        return;
      }
      kept = undefined;
      onAnswer(numberAt(all, STATUS_AT), all.subarray(end + HEAD_END.length));
    },
  };
}

function isWhole(all: Buffer, end: number): boolean {
  const at = all.indexOf(LENGTH);
  const bodyAt = end + HEAD_END.length;
  if (at >= 0 && at < end) return all.length >= bodyAt + numberAt(all, at + LENGTH.length);
  const isChunked = all.toString('latin1', 0, end).toLowerCase().includes('transfer-encoding: chunked');
  return !isChunked || all.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}

function numberAt(bytes: Buffer, at: number): number {
  let number = 0;
  for (let place = at; ; place += 1) {
    const digit = (bytes[place] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return number;
    number = number * 10 + digit;
  }
}
