/**
 * Whether a client would rather have an answer compressed, by its `Accept-Encoding` (RFC 9110 section 12.5.3).
 *
 * gzip is named, or meant by `*`, with a weight above zero, and isn't weighed below an `identity` that is named too. Whoever says nothing gets
 * the answer as it is.
 */
export function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined || header === '') return false;
  let gzip: number | undefined;
  let any: number | undefined;
  let identity = 0;
  for (const part of header.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = weightOf(parameters);
    if (coding === 'gzip' || coding === 'x-gzip') gzip ??= weight;
    else if (coding === '*') any ??= weight;
    else if (coding === 'identity') identity = weight;
  }
  const wanted = gzip ?? any ?? 0;
  return wanted > 0 && wanted >= identity;
}

const WEIGHT = /^q\s*=\s*([01](?:\.[0-9]{0,3})?)$/;

/** One when none is given, zero when what is given is none. */
function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q'));
  if (given === undefined) return 1;
  const digits = WEIGHT.exec(given)?.[1];
  return digits === undefined ? 0 : Math.min(Number(digits), 1);
}
