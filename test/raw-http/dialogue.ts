import { connect } from 'node:net';

/** One connection, on which bytes are written and awaited as a test likes. */
export interface Dialogue {
  /** @param text one character for each byte */
  write(text: string): void;
  /** Everything that came since the last call, once so many answers are there in full, interim ones counted, or the server has closed. */
  answers(count: number): Promise<string>;
  /** Resolves when the server has closed the connection, with all that came since the last call. */
  closed(): Promise<string>;
  hangUp(): void;
}

/** How long a server may take. */
const PATIENCE_MS = 10_000;

export function openDialogue(port: number): Dialogue {
  const socket = connect(port, '127.0.0.1').setNoDelay(true).setTimeout(PATIENCE_MS);
  let received = '';
  let isOver = false;
  let look = () => {};
  socket.on('data', (piece: Buffer) => {
    received += piece.toString('latin1');
    look();
  });
  // A server that has answered what it can't read closes while the rest is still on its way.
  socket.on('error', () => {});
  socket.on('timeout', () => socket.destroy());
  socket.on('close', () => {
    isOver = true;
    look();
  });
  const take = (isEnough: () => boolean) =>
    new Promise<string>((resolve) => {
      look = () => {
        if (!isOver && !isEnough()) return;
        look = () => {};
        resolve(received);
        received = '';
      };
      look();
    });
  return {
    write: (text) => socket.write(text, 'latin1'),
    answers: (count) => take(() => countAnswers(received) >= count),
    closed: () => take(() => false),
    hangUp: () => socket.destroy(),
  };
}

/** Answers here tell their length or have no body; those to HEAD aren't asked for. */
function countAnswers(text: string): number {
  let count = 0;
  for (let at = 0; ; count += 1) {
    const end = text.indexOf('\r\n\r\n', at);
    if (end < 0) return count;
    const length = /^content-length: (\d+)/im.exec(text.slice(at, end))?.[1] ?? '0';
    at = end + 4 + Number(length);
    if (at > text.length) return count;
  }
}
