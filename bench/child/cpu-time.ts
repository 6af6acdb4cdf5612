import { readFileSync } from 'node:fs';

/** The kernel counts a process's time in hundredths of a second, whatever its own clock. */
const TICK_SECONDS = 0.01;
/** Fields of /proc/[pid]/stat behind the name: time spent in the program and in the kernel for it. */
const USER_AT = 11;
const KERNEL_AT = 12;

/** Seconds of processor time that these processes have had, all their threads together; undefined where the system doesn't tell. */
export function cpuSeconds(pids: readonly number[]): number | undefined {
  try {
    return pids.reduce((sum, pid) => sum + secondsOf(pid), 0);
  } catch {
    return undefined;
  }
}

function secondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name stands in brackets and may hold spaces and brackets itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER_AT]) + Number(fields[KERNEL_AT])) * TICK_SECONDS;
}

/** Mebibytes of memory that a process has resident; undefined where the system doesn't tell. */
export function residentMebibytes(pid: number): number | undefined {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
  } catch {
    return undefined;
  }
}
