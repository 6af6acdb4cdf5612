import type { Refusal } from '../../core/refusal.ts';
import { mediaTypeOf } from '../../formats/content-type.ts';
import { type Form, type FormFault, readForm, repeatedFields } from '../../formats/form.ts';
import type { HttpRequest } from '../../http/exchange.ts';

/** The parameters of one request. Those sent without a value aren't among them: they count as omitted (RFC 6749 section 3.2). */
export type Parameters = ReadonlyMap<string, string>;

export type ParameterReading =
  | { readonly ok: true; readonly parameters: Parameters; readonly targets: Targets }
  | { readonly ok: false; readonly refusal: Refusal };

/** What the tokens asked for are to be used at, in the order of asking: `resource` (RFC 8707) and `audience` (RFC 8693). */
export interface Targets {
  readonly resources: readonly string[];
  readonly audiences: readonly string[];
}

const NO_TARGETS: Targets = { resources: [], audiences: [] };

/** These may come more than once: RFC 8707 section 2 and RFC 8693 section 2.1. */
const REPEATABLE: ReadonlySet<string> = new Set(['resource', 'audience']);

const FORM_TYPE = 'application/x-www-form-urlencoded';

const FAULTS: Readonly<Record<FormFault, string>> = {
  'not-utf-8': 'the body, which is not UTF-8',
  'broken-escape': 'the body, which has a broken percent escape',
  'too-many-fields': 'the body, which has too many parameters',
};

/**
 * Reads the parameters from the body, which must be a form (RFC 6749 section 3.2 and appendix B). The query string is never looked at, since
 * secrets in it would end up in logs.
 */
export function readParameters(request: HttpRequest): ParameterReading {
  const { body } = request;
  // The parser of this dialect leaves bytes, or nothing when there is no body.
  const bytes = Buffer.isBuffer(body) ? body : undefined;
  if (bytes === undefined || bytes.length === 0) return { ok: true, parameters: new Map(), targets: NO_TARGETS };
  if (mediaTypeOf(request.headers['content-type']) !== FORM_TYPE)
    return improper(`Content-Type, which must be ${FORM_TYPE}`);
  const reading = readForm(bytes);
  if (!reading.ok) return improper(FAULTS[reading.fault]);
  const repeated = repeatedFields(reading.form).find((name) => !REPEATABLE.has(name));
  if (repeated !== undefined) return improper(`${shown(repeated)}, which is repeated`);
  return { ok: true, ...readPairs(reading.form) };
}

/** Of the parameters that may come more than once the map has the last, and the targets have all. */
export function readPairs(form: Form): { readonly parameters: Parameters; readonly targets: Targets } {
  const parameters = new Map<string, string>();
  const resources: string[] = [];
  const audiences: string[] = [];
  for (const [name, value] of form) {
    if (value === '') continue;
    parameters.set(name, value);
    if (name === 'resource') resources.push(value);
    if (name === 'audience') audiences.push(value);
  }
  return { parameters, targets: { resources, audiences } };
}

/** A request that can't be understood, with what is wrong in it, in plain ASCII that is safe in a description. */
export function improper(what: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code: 'request-malformed', missing: [], improper: [what] } };
}

/** A request that lacks parameters. */
export function missing(...names: readonly string[]): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code: 'request-malformed', missing: names, improper: [] } };
}

/** A name that a stranger chose is told only when it is harmless. */
function shown(name: string): string {
  return /^[A-Za-z0-9_.-]{1,40}$/.test(name) ? name : 'a parameter';
}
