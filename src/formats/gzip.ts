import { gzipSync } from 'node:zlib';

/**
 * Compresses a whole answer. At once and not in the background: pages and descriptions have some ten thousand bytes, and handing such a piece
 * to another thread costs more than the compressing.
 */
export function gzip(text: string): Buffer {
  return gzipSync(text);
}
