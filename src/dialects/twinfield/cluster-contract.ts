import { record } from '../../formats/shape.ts';
import { type AsmxContract, asmxOperation } from '../../platforms/asmx/index.ts';

export type ClusterContract = ReturnType<typeof clusterContract>;

/** What a cluster's session.asmx offers, by its literal WSDL: the same file name as on the login host, another contract. */
export function clusterContract(namespace: string) {
  const text = { type: 'string' } as const;
  const header = record('Header', namespace, {
    SessionID: text,
    AccessToken: text,
    CompanyCode: text,
    CompanyId: { type: 'guid', required: true },
  });
  return {
    name: 'Session',
    namespace,
    doc: 'Twinfield session web service methods.',
    operations: {
      KeepAlive: asmxOperation(namespace, 'KeepAlive', {
        doc: 'Keeps the session alive.',
        parameters: {},
        results: {},
        inputHeader: header,
        outputHeader: undefined,
      }),
      Abandon: asmxOperation(namespace, 'Abandon', {
        doc: 'Abandons the session.',
        parameters: {},
        results: {},
        inputHeader: header,
        outputHeader: undefined,
      }),
    },
  } satisfies AsmxContract;
}
