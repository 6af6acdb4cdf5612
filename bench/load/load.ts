/**
 * A load: connections that are kept alive, each sending its next request when the last was answered, for a bounded time.
 *
 * Over bare sockets, because a client that costs more than the server would measure itself. It knows requests as text and answers as a
 * status and bytes; what they mean is the row's.
 */
import { connect, type Socket } from 'node:net';
import { cpuSeconds } from '../child/cpu-time.ts';
import { createAnswerReader } from './answer-reader.ts';
import { keepAwake } from './keep-awake.ts';
import { createLatencyCounts } from './latency-counts.ts';
import { type RequestPlan, requestWriter } from './request-plan.ts';
import { createValueSource } from './value-source.ts';

export interface Load {
  /** Connections are dealt out to these in turn. */
  readonly ports: readonly number[];
  readonly plan: RequestPlan;
  readonly connections: number;
  /** Sent before anything is counted. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** The servers' processes, whose processor time is taken over the counted time. */
  readonly pids: readonly number[];
}

export interface LoadOutcome {
  readonly answers: number;
  /** Answers with another status than 200, or without the next value of a chain. */
  readonly failures: number;
  /** The first such answer. */
  readonly firstFailure: string | undefined;
  /** Counted time; shorter than asked when the values ran out. */
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
  readonly serverCpuSeconds: number | undefined;
  /** Of the counted time, how long the load was at work and not waiting for an answer. */
  readonly loadBusySeconds: number;
}

/** What the connections of one load have in common. */
interface Tally {
  /** Moments of `performance.now()`. The end comes sooner when the values run out. */
  readonly begin: number;
  end: number;
  answers: number;
  failures: number;
  firstFailure: string | undefined;
  add(milliseconds: number): void;
  /** Told before each sending and at the end, to take the processor times when they are due. */
  tick(now: number): void;
}

/** How long after its end a load waits for the last answers. */
const GRACE_MS = 10_000;
const HOST = '127.0.0.1';
const OK = 200;
const RECEIVE_BYTES = 65_536;
const SHOWN_BYTES = 300;

/** @throws when a connection fails, or answers are still missing long after the end */
export async function runLoad(load: Load): Promise<LoadOutcome> {
  const latencies = createLatencyCounts();
  const now = performance.now();
  const begin = now + load.warmUpSeconds * 1000;
  const awake = keepAwake();
  const cpu = watchCpu(load.pids, awake.idleMs);
  const tally: Tally = {
    begin,
    end: begin + load.seconds * 1000,
    answers: 0,
    failures: 0,
    firstFailure: undefined,
    add: latencies.add,
    tick: (moment) => {
      if (moment >= tally.end) cpu.end();
      else if (moment >= begin) cpu.begin();
    },
  };
  const nextFor = createValueSource(load.plan);
  const sockets: Socket[] = [];
  const patience = tally.end - now + GRACE_MS;
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the server left requests unanswered')), patience);
    });
    const all = Array.from({ length: load.connections }, (_, index) => {
      const port = load.ports[index % load.ports.length] ?? 0;
      return keepSending(port, load.plan, nextFor(index), tally, awake.atWork, sockets);
    });
    await Promise.race([Promise.all(all), late]);
  } finally {
    awake.stop();
    clearTimeout(timer);
    for (const socket of sockets) socket.destroy();
  }
  cpu.end();
  return {
    answers: tally.answers,
    failures: tally.failures,
    firstFailure: tally.firstFailure,
    seconds: (tally.end - begin) / 1000,
    p50Ms: latencies.within(0.5),
    p99Ms: latencies.within(0.99),
    slowestMs: latencies.within(1),
    ...cpu.used(),
  };
}

/** One connection, from its first request to its last answer. */
function keepSending(
  port: number,
  plan: RequestPlan,
  next: (lastBody: Buffer | undefined) => string | undefined,
  tally: Tally,
  atWork: () => void,
  sockets: Socket[],
): Promise<void> {
  const write = requestWriter(plan, `${HOST}:${port}`);
  const buffer = Buffer.allocUnsafeSlow(RECEIVE_BYTES);
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    const send = (now: number, lastBody: Buffer | undefined): boolean => {
      const value = next(lastBody);
      if (value === undefined) return false;
      sentAt = now;
      socket.write(write(value), 'latin1');
      return true;
    };
    const reader = createAnswerReader((status, body) => {
      const now = performance.now();
      tally.tick(now);
      if (sentAt >= tally.begin && now <= tally.end) {
        tally.answers += 1;
        tally.add(now - sentAt);
      }
      const isOver = now >= tally.end;
      const isGood = status === OK && (isOver || send(now, body));
      if (isGood && !isOver) return;
      if (!isGood && plan.use === 'once' && status === OK) tally.end = Math.min(tally.end, now);
      else if (!isGood) {
        tally.failures += 1;
        tally.firstFailure ??= `${status} ${body.toString('utf8', 0, SHOWN_BYTES)}`;
      }
      socket.destroy();
      resolve();
    });
    const socket = connect({
      port,
      host: HOST,
      noDelay: true,
      // One buffer for all that the connection ever receives, instead of one for each answer.
      onread: {
        buffer,
        callback: (count) => {
          atWork();
          reader.take(buffer.subarray(0, count));
          return true;
        },
      },
    });
    sockets.push(socket);
    socket.on('error', reject);
    socket.on('end', () => reject(new Error('the server closed a connection')));
    socket.on('connect', () => {
      if (!send(performance.now(), undefined)) resolve();
    });
  });
}

/** Takes the processor time of the servers and the waiting time of this process, once at the begin and once at the end. */
function watchCpu(pids: readonly number[], idleMs: () => number) {
  let begun: { readonly at: number; readonly server: number | undefined; readonly idleMs: number } | undefined;
  let used: Pick<LoadOutcome, 'serverCpuSeconds' | 'loadBusySeconds'> | undefined;
  return {
    begin: () => {
      begun ??= { at: performance.now(), server: cpuSeconds(pids), idleMs: idleMs() };
    },
    end: () => {
      if (begun === undefined || used !== undefined) return;
      const server = cpuSeconds(pids);
      const serverCpuSeconds = server === undefined || begun.server === undefined ? undefined : server - begun.server;
      const loadBusySeconds = (performance.now() - begun.at - (idleMs() - begun.idleMs)) / 1000;
      used = { serverCpuSeconds, loadBusySeconds };
    },
    used: () => used ?? { serverCpuSeconds: undefined, loadBusySeconds: 0 },
  };
}
