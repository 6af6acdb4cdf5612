/**
 * The records of the Projector contract that more than one operation uses, in wire order (the vendor's schemas of 2019).
 */
import { enumeration, list, record } from '../../formats/shape.ts';

/** The namespace of operations. */
export const PWS = 'http://projectorpsa.com/PwsProjectorServices/';
/** The namespace of request members, the base's included. */
export const REQUESTS = 'http://projectorpsa.com/DataContracts/Requests/';
/** The namespace of members that a response adds to the base. */
export const RESPONSES = 'http://projectorpsa.com/DataContracts/Responses/';
/** The namespace of the base of responses. */
const COMMON_SERVICES = 'http://projectorpsa.com/CommonServices/';
/** The namespace of messages, faults and references. */
const COMMON = 'http://projectorpsa.com/DataContracts/Shared/Common/';

/** The empty record that every other one extends. */
const pwsBase = record('PwsBase', COMMON, {});

/** The base of every request. RequestId comes back as ResponseId. */
export const pwsRequest = record(
  'PwsRequest',
  REQUESTS,
  { RequestId: { type: 'int' }, SessionTicket: { type: 'string' } },
  pwsBase,
);

const messageType = enumeration('MessageType', COMMON, ['Information', 'Warning', 'Error', 'FatalError']);

/** One error or warning, in a fault or in-band. */
export const pwsMessage = record('PwsMessage', COMMON, {
  AdditionalErrorText: { type: 'string' },
  ErrorCode: { type: 'string' },
  ErrorNumber: { type: 'int' },
  ErrorText: { type: 'string' },
  Type: { type: messageType },
  ReferenceId1: { type: 'string' },
  ReferenceId2: { type: 'string' },
});

const arrayOfPwsMessage = list('ArrayOfPwsMessage', COMMON, 'PwsMessage', pwsMessage);

const requestStatus = enumeration('RequestStatus', COMMON, ['Ok', 'OkWithWarnings', 'Fail', 'FailSessionInvalid']);

/** The base of every response; its members have a namespace of their own. */
export const pwsResponse = record(
  'PwsResponse',
  COMMON_SERVICES,
  {
    Messages: { type: arrayOfPwsMessage },
    ResponseId: { type: 'int' },
    Status: { type: requestStatus },
    ServerTimestampUtc: { type: 'dateTime', nullable: true },
  },
  pwsBase,
);

/** The empty record that references to people and things extend. */
const pwsReference = record('PwsReference', COMMON, {}, pwsBase);

/** A customer's installation: an organisation of the core. */
export const pwsAccountRef = record(
  'PwsAccountRef',
  COMMON,
  {
    AccountCode: { type: 'string' },
    AccountId: { type: 'int', nullable: true },
    AccountUid: { type: 'long', nullable: true },
  },
  pwsBase,
);

export const pwsAccountSummary = record('PwsAccountSummary', COMMON, { Name: { type: 'string' } }, pwsAccountRef);

/** A person: an account of the core. */
export const pwsUserRef = record(
  'PwsUserRef',
  COMMON,
  {
    UserDisplayName: { type: 'string' },
    UserId: { type: 'int', nullable: true },
    UserReferenceSystemId: { type: 'string' },
    UserUid: { type: 'long', nullable: true },
  },
  pwsReference,
);

export const pwsUserSummary = record(
  'PwsUserSummary',
  COMMON,
  {
    EmailAddress: { type: 'string' },
    FirstName: { type: 'string' },
    LastName: { type: 'string' },
    MiddleName: { type: 'string' },
  },
  pwsUserRef,
);

/** The detail of every declared fault. Its last three members speak of locks, which nothing here takes: two of their types have no more than names. */
export const pwsFault = record('PwsFault', COMMON, {
  Messages: { type: arrayOfPwsMessage },
  ResponseId: { type: 'int' },
  ServiceName: { type: 'string' },
  LockHolderUserIdentity: { type: pwsUserRef },
  LockHolders: {
    type: list(
      'ArrayOfPwsEntityLockSummary',
      COMMON,
      'PwsEntityLockSummary',
      record('PwsEntityLockSummary', COMMON, {}),
    ),
  },
  LockTaker: { type: record('PwsStolenLock', COMMON, {}) },
});
