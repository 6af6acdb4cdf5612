import type { RecordShape } from '../../formats/shape.ts';
import type { Contract, Operation } from '../contract.ts';

/**
 * A contract as WCF's BasicHttpBinding serves it: each operation takes one request record and answers with one response record, or with a
 * SOAP fault whose detail is one record for the whole service.
 */
export interface WcfContract<
  O extends Readonly<Record<string, Operation>> = Readonly<Record<string, Operation>>,
  D extends RecordShape = RecordShape,
> extends Contract<O> {
  /** The interface's name; it is part of every action. */
  readonly portType: string;
  /** The element in an operation's wrapper that holds the request record. */
  readonly parameter: string;
  readonly faultDetail: D;
}

/** The SOAPAction that asks for an operation: the namespace, the interface and the operation's name, joined by slashes. */
export function actionOf(contract: WcfContract, operation: Operation): string {
  const { namespace } = contract;
  return `${namespace}${namespace.endsWith('/') ? '' : '/'}${contract.portType}/${operation.name}`;
}

/** The action of an operation's answer. It isn't sent over SOAP 1.1 without addressing, but a WSDL names it. */
export function replyActionOf(contract: WcfContract, operation: Operation): string {
  return `${actionOf(contract, operation)}Response`;
}

/** The action of an operation's declared fault, of which the detail's name and `Fault` are a part. */
export function faultActionOf(contract: WcfContract, operation: Operation): string {
  return `${actionOf(contract, operation)}${contract.faultDetail.name}Fault`;
}
