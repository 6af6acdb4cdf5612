import { enumeration, list, record } from '../../src/formats/shape.ts';
import { type AsmxContract, asmxOperation } from '../../src/platforms/asmx/index.ts';

const NAMESPACE = 'urn:library:desk:v2/';
const TYPES = 'urn:library:types/';

/** How somebody is let in. */
export const ADMISSIONS = ['Welcome', 'WrongCard', 'CardBlocked', 'ComeBackLater', 'AskAtTheDesk'] as const;
export type Admission = (typeof ADMISSIONS)[number];

const text = { type: 'string' } as const;
const admission = { type: enumeration('Admission', TYPES, ADMISSIONS), required: true } as const;
const language = enumeration('Language', TYPES, ['Dutch', 'Frisian']);

const thing = record('Thing', TYPES, {
  Id: { type: 'guid', required: true },
  Kept: { type: 'boolean', required: true },
});
const reader = record(
  'Reader',
  TYPES,
  {
    Name: text,
    Shelves: { type: list('ArrayOfString', TYPES, 'string', 'string') },
    Until: { type: 'dateTime', required: true },
  },
  thing,
);

/** One header goes in, another comes out. */
const badge = record('Badge', NAMESPACE, { Ticket: text, Gate: { type: 'int', required: true, nillable: true } });
const stamp = record('Stamp', NAMESPACE, { Ticket: text });

export type DeskContract = typeof deskContract;

/** A service with all that the first system's contracts don't have: other types, a base, a list, two headers. */
export const deskContract = {
  name: 'Desk',
  namespace: NAMESPACE,
  doc: 'The desk of a library & its <readers>.',
  operations: {
    ComeIn: asmxOperation(NAMESPACE, 'ComeIn', {
      doc: 'Lets a reader in.',
      parameters: { card: text, pin: text, branch: text, language: { type: language } },
      results: { ComeInResult: admission, reader: { type: reader } },
      inputHeader: undefined,
      outputHeader: stamp,
    }),
    Stay: asmxOperation(NAMESPACE, 'Stay', {
      doc: 'Lets a reader stay.',
      parameters: {},
      results: { StayResult: admission },
      inputHeader: badge,
      outputHeader: stamp,
    }),
    Describe: asmxOperation(NAMESPACE, 'Describe', {
      doc: '',
      parameters: { reader: { type: reader } },
      results: { DescribeResult: text },
      inputHeader: undefined,
      outputHeader: undefined,
    }),
  },
} satisfies AsmxContract;
