/**
 * TEMPORARY: operations that the contracts offer and nothing answers yet. Each says the platform's fault for what went wrong on our side.
 * Whoever writes an answer takes its line out of here; the file goes with the last of them.
 */
import { type AsmxFault, faults } from '../../platforms/asmx/index.ts';

const unanswered = async (): Promise<AsmxFault> => faults.unexpected;

export const unansweredAtLogin = { AccessTokenLogon: unanswered };

export const unansweredOnCluster = {
  Logon: unanswered,
  SmsLogon: unanswered,
  SmsSendCode: unanswered,
  ChangePassword: unanswered,
  SelectCompany: unanswered,
  GetRole: unanswered,
};
