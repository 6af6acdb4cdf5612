import { connect, type Socket } from 'node:net';

/** Sends raw requests to one port, one after the other, on one connection for as long as the server keeps it. */
export interface RawConnection {
  /**
   * @param request one character for each byte
   * @returns every byte of the answer, interim ones included, one character each; and the value of Date left out
   */
  ask(request: string, isHead: boolean): Promise<string>;
  close(): void;
}

/** How long a server may take to answer in full. */
const ANSWER_MS = 10_000;

export function rawConnection(port: number): RawConnection {
  let socket: Socket | undefined;
  return {
    ask: async (request, isHead) => {
      socket ??= connect(port, '127.0.0.1').setNoDelay(true).setTimeout(ANSWER_MS);
      const answer = await exchange(socket, request, isHead);
      if (/^connection: close/im.test(headOf(answer))) {
        socket.destroy();
        socket = undefined;
      }
      return answer.replace(/^Date: .*$/m, 'Date:');
    },
    close: () => socket?.destroy(),
  };
}

function exchange(socket: Socket, request: string, isHead: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const finish = (error?: Error) => {
      socket.off('data', take).off('close', closed).off('error', finish).off('timeout', late);
      if (error === undefined) resolve(answer);
      else reject(error);
    };
    const take = (piece: Buffer) => {
      answer += piece.toString('latin1');
      if (isWhole(answer, isHead)) finish();
    };
    const late = () => finish(new Error(`no whole answer in time: ${answer}`));
    const closed = () => finish(new Error(`closed in the middle of an answer: ${answer}`));
    socket.on('data', take).on('close', closed).on('error', finish).on('timeout', late);
    socket.write(request, 'latin1');
  });
}

const INTERIM = /^(HTTP\/1\.1 100 Continue\r\n\r\n)*/;

/** The head of the final answer; empty while it isn't there. */
function headOf(answer: string): string {
  const final = answer.replace(INTERIM, '');
  return final.slice(0, Math.max(0, final.indexOf('\r\n\r\n')));
}

/** Every answer here tells its length, or has no body. */
function isWhole(answer: string, isHead: boolean): boolean {
  const head = headOf(answer);
  if (head === '') return false;
  if (isHead || /^HTTP\/1\.1 (204|304) /.test(head)) return true;
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${head}`);
  return answer.replace(INTERIM, '').length >= head.length + 4 + Number(length);
}
