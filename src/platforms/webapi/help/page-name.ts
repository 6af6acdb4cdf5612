import type { UriParameter, WebApiOperation } from '../contract.ts';

type Addressed = Pick<WebApiOperation, 'verb' | 'path' | 'parameters'>;

/** How a help page is headed: `GET me/sessions?before={before}`. */
export function titleOf(operation: Addressed): string {
  const query = fieldsOf(operation).map(({ name }) => `${name}={${name}}`);
  return `${operation.verb} ${operation.path.slice(1)}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/**
 * The last piece of a help page's address, as Web API makes it of the same: `POST-token`, `DELETE-me-sessions-sessionKey`, `GET-me-sessions_before`
 * (reference page, section 12).
 */
export function pageNameOf(operation: Addressed): string {
  const path = operation.path.slice(1).replaceAll('/', '-').replace(/[{}]/g, '');
  const fields = fieldsOf(operation).map(({ name }) => name.replaceAll('.', '-'));
  return `${operation.verb}-${path}${fields.length === 0 ? '' : `_${fields.join('_')}`}`;
}

/** What stands in the query and not in the path. */
function fieldsOf({ path, parameters }: Addressed): readonly UriParameter[] {
  return parameters.filter(({ name }) => !path.includes(`{${name}}`));
}
