/**
 * The WCF platform: a service behind BasicHttpBinding, as it looks from the wire.
 *
 * It owns the manners of that framework: SOAP 1.1 only, routing by SOAPAction and nothing else, the statuses without a body for what isn't a
 * message, the framework's own faults, the DataContract way of reading and writing. A contract says what is served. The platform refuses
 * to know what an operation does, what a token is, and which system is behind it.
 */
export { operation } from '../contract.ts';
export { actionOf, faultActionOf, replyActionOf, type WcfContract } from './contract.ts';
export { serveWcf, type WcfAnswer, type WcfEndpoint, type WcfOperations } from './endpoint.ts';
