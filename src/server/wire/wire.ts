/**
 * What the console and other clients receive: the views of `contracts`, under the names the API uses.
 * Types only, so that the console can use them without taking in the server.
 */
export type {
  PersonRole,
  SignedIn as Session,
  SystemSummary,
  SystemDetail,
  ThreatRegister,
  Coverage,
  CheckProgress,
  RunSummary,
  RunDetail,
  TrialPage,
  TrialLine,
  TrialDetail,
  EvidenceStatus,
  FindingList,
  FindingDetail,
  TriageRequest,
  ComparisonList,
  LiveEvent,
  DoctorReport,
  WireError,
} from "../../contracts/index.ts";
