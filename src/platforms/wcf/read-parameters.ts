import { dataContractReader } from '../../formats/data-contract-read.ts';
import type { ValueOf } from '../../formats/shape.ts';
import type { SoapEnvelope } from '../../formats/soap-envelope.ts';
import { child, type XmlElement } from '../../formats/xml-read.ts';
import { quoted } from '../../formats/xml-value.ts';
import type { Operation } from '../contract.ts';
import type { WcfContract } from './contract.ts';

/** What an operation is called with. */
export type ParametersReading<O extends Operation> =
  /** Null when the request is absent or nil, which WCF hands on as a null parameter. */
  | { readonly ok: true; readonly value: ValueOf<O['request']> | null }
  /** The formatter's sentence for a DeserializationFailed fault. */
  | { readonly ok: false; readonly what: string };

/**
 * Builds the reader of one operation's parameters: the wrapper named after the operation, in it the request record. Elements of other
 * names beside the record are passed over, and of several records the first counts, as the WCF formatter does it.
 *
 * A body without the wrapper is the formatter's complaint. WCF hides that sentence in an InternalServiceFault unless it is told to show details;
 * here the client learns what it did wrong.
 */
export function parametersReader<O extends Operation>(
  contract: WcfContract,
  operation: O,
): (envelope: SoapEnvelope) => ParametersReading<O> {
  const { namespace, parameter } = contract;
  const { name } = operation;
  const read = dataContractReader(operation.request);
  const bodyFault = (sentence: string): ParametersReading<O> => ({
    ok: false,
    what: `Error in deserializing body of request message for operation '${name}'. ${sentence}`,
  });
  return ({ content, contents }) => {
    if (content === undefined) {
      return bodyFault(
        'The OperationFormatter could not deserialize any information from the Message because the Message is empty (IsEmpty = true).',
      );
    }
    if (content.name !== name || content.namespace !== namespace) {
      return bodyFault(
        `OperationFormatter encountered an invalid Message body. Expected to find node type 'Element' with name '${name}' and ` +
          `namespace '${namespace}'. Found node type 'Element' with name '${quoted(qualifiedName(content))}' and namespace ` +
          `'${quoted(content.namespace)}'`,
      );
    }
    const second = contents[1];
    if (second !== undefined) {
      return bodyFault(
        `End element 'Body' from namespace 'http://schemas.xmlsoap.org/soap/envelope/' expected. Found element ` +
          `'${quoted(qualifiedName(second))}' from namespace '${quoted(second.namespace)}'.`,
      );
    }
    const reading = read(child(content, namespace, parameter));
    // The reader is built from this very shape; TypeScript can't see that the generic type is the same one.
    if (reading.ok) return { ok: true, value: reading.value as ValueOf<O['request']> | null };
    const { kind, message } = reading.fault;
    const object =
      kind === 'null' ? '' : `There was an error deserializing the object of type ${operation.request.name}. `;
    return {
      ok: false,
      what:
        `There was an error while trying to deserialize parameter ${namespace}:${parameter}. The InnerException message was ` +
        `'${object}${message}'.  Please see InnerException for more details.`,
    };
  };
}

function qualifiedName(element: XmlElement): string {
  return element.prefix === '' ? element.name : `${element.prefix}:${element.name}`;
}
