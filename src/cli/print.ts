/** Says something to the person at the terminal. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Says what went wrong, apart from what a script may be reading. */
export function printError(text: string): void {
  process.stderr.write(text);
}
