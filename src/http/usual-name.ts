/** Parts of header names that aren't written with one capital. */
const WRITTEN: Readonly<Record<string, string>> = { www: 'WWW', etag: 'ETag', autobatch: 'AutoBatch' };

const names = new Map<string, string>();

/** The name of a header as servers usually write it: `content-type` is `Content-Type`. */
export function usualName(name: string): string {
  let usual = names.get(name);
  if (usual === undefined) {
    const parts = name.toLowerCase().split('-');
    usual = parts.map((part) => WRITTEN[part] ?? part.charAt(0).toUpperCase() + part.slice(1)).join('-');
    // Names come from our own code, so this can't grow without end.
    names.set(name, usual);
  }
  return usual;
}
