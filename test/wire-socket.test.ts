/** Every golden page under wire/ through real sockets, so that requests arrive byte for byte as they are written. */
import { onSocket } from './wire/on-socket.ts';
import { runPages } from './wire/pages.ts';

runPages(onSocket);
