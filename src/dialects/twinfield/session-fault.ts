import type { AsmxFault } from '../../platforms/asmx/index.ts';
import type { Language } from './settings.ts';

/**
 * The numbered faults of a cluster and their sentences. Clients match those of 101, 103 and 354, and the Dutch one of 168, which are the vendor's own; the
 * vendor documents the others by their meaning only.
 */
const SENTENCES = {
  100: ['An unexpected exception occurred.', 'Er is een onverwachte fout opgetreden.'],
  101: ['Session header is missing.', 'Session header ontbreekt.'],
  102: ['Access denied.', 'Toegang geweigerd.'],
  103: [
    'Your logon credentials are not valid anymore. Try to log on again.',
    'Uw aanmeldgegevens zijn niet meer geldig. Probeer opnieuw aan te melden.',
  ],
  104: ['Your logon has been deleted.', 'Uw gebruiker is verwijderd.'],
  105: ['Your logon has been disabled.', 'Uw gebruiker is uitgeschakeld.'],
  106: ['Your organisation is not active anymore.', 'Uw organisatie is niet meer actief.'],
  107: ['The SMS could not be sent.', 'De sms kon niet worden verzonden.'],
  108: [
    'Access to this server is refused. The cluster is invalid.',
    'Toegang tot deze server is geweigerd. Het cluster is ongeldig.',
  ],
  109: ['You need access to at least one company.', 'U heeft toegang tot ten minste één administratie nodig.'],
  110: ['You are not allowed to log on to this server.', 'U mag niet aanmelden op deze server.'],
  122: ['The client software is not allowed.', 'De clientsoftware is niet toegestaan.'],
  168: [
    'Another user has logged on with your user name. You are logged off now.',
    'Een andere gebruiker is ingelogd met uw gebruikersnaam. U bent nu uitgelogd.',
  ],
  351: ['Access denied. A claim is missing.', 'Toegang geweigerd. Een claim ontbreekt.'],
  354: ['Access denied. Token invalid', 'Toegang geweigerd. Token ongeldig'],
  358: ['The token cannot be validated.', 'Het token kan niet worden gevalideerd.'],
  359: ['Access denied. The company is not valid.', 'Toegang geweigerd. De administratie is ongeldig.'],
} as const;

/** What is said for 101 when a token comes without a company; the Dutch sentence is the vendor's. */
const COMPANY_MISSING = [
  'Access denied. Company missing in request header.',
  'Toegang geweigerd. Company ontbreekt in request header.',
] as const;

const COLUMNS: Readonly<Record<Language, 0 | 1>> = { en: 0, nl: 1 };

export type SessionFaultCode = keyof typeof SENTENCES;

/** Where faults of one service come from, and in which language. */
export interface FaultPlace {
  /** The URL of the service. */
  readonly actor: string;
  readonly language: Language;
}

/** A numbered fault as the vendor's guide prints it: the sentence twice, the code, and the operation as its source. */
export function sessionFault(code: SessionFaultCode, operation: string, { actor, language }: FaultPlace): AsmxFault {
  return faultOf(code, SENTENCES[code][COLUMNS[language]], operation, { actor, language });
}

/** The fault of a token that comes without the company that it is to be used in. */
export function companyMissing(operation: string, { actor, language }: FaultPlace): AsmxFault {
  return faultOf(101, COMPANY_MISSING[COLUMNS[language]], operation, { actor, language });
}

function faultOf(code: SessionFaultCode, text: string, operation: string, place: FaultPlace): AsmxFault {
  const detail = [
    ['message', text],
    ['code', String(code)],
    ['source', operation],
  ] as const;
  return { kind: 'fault', code: 'Client', text, ...place, detail };
}
