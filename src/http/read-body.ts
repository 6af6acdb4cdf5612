import type { IncomingMessage } from 'node:http';
import { errorCodes, type FastifyError } from 'fastify';

const NOTHING = Buffer.alloc(0);

/**
 * Reads a body whole: `done` is given its bytes, or once what was wrong with it: `FST_ERR_CTP_BODY_TOO_LARGE`, `FST_ERR_CTP_INVALID_CONTENT_LENGTH`,
 * or the failure of the connection.
 * @param limit bytes
 */
export function readBody(
  message: IncomingMessage,
  limit: number,
  done: (error: FastifyError | null, body?: Buffer) => void,
): void {
  const declared = message.headers['content-length'];
  if (Number(declared) > limit) {
    done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    return;
  }
  let isDone = false;
  let length = 0;
  let first: Buffer | undefined;
  let others: Buffer[] | undefined;

  function finish(error: FastifyError | null, body?: Buffer): void {
    if (isDone) return;
    isDone = true;
    done(error, body);
  }

  message.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > limit) finish(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    else if (first === undefined) first = piece;
    else if (others === undefined) others = [first, piece];
    else others.push(piece);
  });
  message.on('end', () => {
    if (declared !== undefined && Number(declared) !== length) {
      finish(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH());
    } else {
      finish(null, others === undefined ? (first ?? NOTHING) : Buffer.concat(others, length));
    }
  });
  // The client hung up in the middle: that is none of our faults, and nobody is there to hear of it.
  message.on('error', (error: FastifyError) => finish(Object.assign(error, { statusCode: 400 })));
}
