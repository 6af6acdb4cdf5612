import type { FastifyReply, FastifyRequest } from 'fastify';
import { list, record, type Writable } from '../../../formats/shape.ts';
import { formats, jsonCodec } from '../formats.ts';
import type { Host } from '../host.ts';
import { mannerOf } from '../manner.ts';
import { negotiate, ofKey } from '../negotiate.ts';
import { queried } from './index.ts';

const NAMESPACE = 'http://schemas.datacontract.org/2004/07/ServiceStack';

const operationShape = record('OperationDto', NAMESPACE, {
  Name: { type: 'string' },
  ResponseName: { type: 'string' },
  ServiceName: { type: 'string' },
  Actions: {
    type: list('ArrayOfstring', 'http://schemas.microsoft.com/2003/10/Serialization/Arrays', 'string', 'string'),
  },
});

/** The operations as a list for programs, in the negotiated format. */
export function operationsList(host: Host): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const operations = Object.values(host.contract.operations).map(
    ({ name, response, serviceName, verbs }): Writable<typeof operationShape> => ({
      Name: name,
      ResponseName: response === 'string' ? 'String' : response.name,
      ServiceName: serviceName,
      Actions: verbs === 'any' ? ['ANY'] : [...verbs],
    }),
  );
  const json = ofKey(formats, 'json');
  const byKey = new Map(
    formats.map(({ key, codec = jsonCodec }) => {
      const text = codec.listWriter(operationShape, mannerOf(host))(operations);
      return [key, { type: codec.type, text }] as const;
    }),
  );
  return (request, reply) => {
    if (json === undefined) throw new Error('There is no JSON');
    const { accept, 'content-type': contentType } = request.headers;
    const format = queried(request, 'format');
    const asked = { suffix: undefined, path: undefined, hasCallback: false, format, accept, contentType };
    const said = byKey.get(negotiate(asked, formats, json).key);
    return reply.headers({ 'Content-Type': said?.type ?? jsonCodec.type, Vary: 'Accept' }).send(said?.text);
  };
}
