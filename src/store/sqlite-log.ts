import { closeSync, fdatasync, openSync } from 'node:fs';

/** The write-ahead log of a database, as far as it concerns the disk. */
export interface SqliteLog {
  /** Brings all that was committed so far to the disk, off the event loop. One at a time. @param done is told what went wrong, if anything did */
  sync(done: (error: Error | undefined) => void): void;
  close(): void;
}

/**
 * The log of a database that this process has open for writing, in WAL mode and under an exclusive lock.
 *
 * A commit there is an append to one file, so an `fdatasync` of that file is all that a commit lacks when SQLite itself doesn't sync; it begins again at
 * the start of the file only after it has synced the database. SQLite takes no locks on this file, so to open and close it here lets go of none.
 * @param path of the database
 */
export function openSqliteLog(path: string): SqliteLog {
  let file: number | undefined;
  return {
    sync(done) {
      try {
        // It is there since the first commit, and stays the same file until the database is closed.
        file ??= openSync(`${path}-wal`, 'r+');
      } catch (error) {
        done(error as Error);
        return;
      }
      fdatasync(file, (error) => done(error ?? undefined));
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
