import type { TextManner } from '../../formats/text-manner.ts';
import type { Host } from './host.ts';

/** How a deployment writes JSON, JSV and CSV. */
export function mannerOf({ contract, propertyCase, typeInfo }: Host): TextManner {
  return { camelCase: propertyCase === 'camel', ...(typeInfo ? { typeName: contract.typeName } : {}) };
}
