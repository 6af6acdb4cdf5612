/** node-soap's own server with an OAuthLogon that does no work: it reads the envelope, calls a function that answers at once, and writes. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { listen as serveSoap } from 'soap';
import { answerOrders } from '../child/orders.ts';
import { listen } from './listen.ts';

const wsdl = readFileSync(new URL('./logon.wsdl', import.meta.url), 'utf8');
const ANSWER = { OAuthLogonResult: 'Ok', nextAction: 'None', cluster: 'http://127.0.0.1:8081' };

const server = createServer();
const port = await listen(server);
serveSoap(server, '/webservices/session.asmx', { Session: { SessionSoap: { OAuthLogon: () => ANSWER } } }, wsdl);
answerOrders({}, { ports: { login: port } });
