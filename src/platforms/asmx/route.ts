/**
 * Which operation a request asks, while both versions of SOAP are served.
 *
 * A request with a SOAPAction, and not of SOAP 1.2's media type, goes by that header alone. Any other goes by the action parameter of its
 * Content-Type and, where that names nothing, by the first element of its body: so SOAP 1.1 without a SOAPAction works, which many
 * clients rely on.
 */
import type { SoapVersion } from '../../formats/soap-names.ts';
import { child, type XmlElement } from '../../formats/xml-read.ts';
import type { BoundContract, BoundOperation } from './bind.ts';
import type { ContentType } from './content-type.ts';
import { type AsmxFault, faults, MISSING_BODY, MISSING_ENVELOPE } from './fault.ts';

type Found<Context> = { readonly kind: 'found'; readonly operation: BoundOperation<Context> };
type Unroutable = { readonly kind: 'fault'; readonly fault: AsmxFault };

/** `body` means that the body decides; `action` is what the sender said in vain. */
export type HeaderRouting<Context> =
  | Found<Context>
  | Unroutable
  | { readonly kind: 'body'; readonly action: string | undefined };

/** Routes by what the headers say. The values are told back to the client unquoted and decoded, as they were compared. */
export function routeByHeaders<Context>(
  contract: BoundContract<Context>,
  guessed: SoapVersion,
  soapAction: string | undefined,
  type: ContentType,
): HeaderRouting<Context> {
  const isRoutedByHeader = guessed === '1.1' && soapAction !== undefined;
  const named = isRoutedByHeader ? unquoted(soapAction) : type.action;
  const action = named === undefined ? undefined : urlDecoded(named);
  const operation = action === undefined ? undefined : contract.byAction.get(action);
  if (operation !== undefined) return { kind: 'found', operation };
  return isRoutedByHeader ? { kind: 'fault', fault: faults.soapActionUnknown(action ?? '') } : { kind: 'body', action };
}

/** Routes by the first element of the body, whatever namespace the envelope has. */
export function routeByElement<Context>(
  contract: BoundContract<Context>,
  root: XmlElement,
  action: string | undefined,
): Found<Context> | Unroutable {
  if (root.name !== 'Envelope') return { kind: 'fault', fault: faults.unroutable(MISSING_ENVELOPE) };
  const body = child(root, root.namespace, 'Body');
  if (body === undefined) return { kind: 'fault', fault: faults.unroutable(MISSING_BODY) };
  const element = body.children[0];
  const operation = element?.namespace === contract.namespace ? contract.byElement.get(element.name) : undefined;
  if (operation !== undefined) return { kind: 'found', operation };
  return { kind: 'fault', fault: action === undefined ? faults.actionMissing : faults.actionUnknown(action) };
}

/** Only a quote at both ends is taken off. */
function unquoted(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

/** As a query is decoded: `+` is a space. What isn't a proper escape stays as it is. */
function urlDecoded(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
