export interface Awake {
  /** Tells that something was received. */
  atWork(): void;
  /** How long there has been nothing to do, in milliseconds. */
  idleMs(): number;
  stop(): void;
}

/**
 * Keeps this process running while it waits. Else each answer would have to wake a sleeping core, which costs the server's core more than
 * sending the answer does, the more so on a virtual machine, and the more so the slower the server is. A turn of the event loop in which
 * nothing was received counts as idle.
 */
export function keepAwake(): Awake {
  let isOver = false;
  let hasReceived = false;
  let idle = 0;
  let last = performance.now();
  const turn = () => {
    if (isOver) return;
    const now = performance.now();
    if (!hasReceived) idle += now - last;
    hasReceived = false;
    last = now;
    setImmediate(turn);
  };
  turn();
  return {
    atWork: () => {
      hasReceived = true;
    },
    idleMs: () => idle,
    stop: () => {
      isOver = true;
    },
  };
}
