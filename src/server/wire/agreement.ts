import type { z } from "@hono/zod-openapi";
import type * as guard from "./guard-schemas.ts";
import type * as scan from "./scan-schemas.ts";
import type * as schema from "./schemas.ts";
import type * as Wire from "./wire.ts";

/**
 * Holds a schema and a wire type together in both directions: whatever the type allows the schema must take, and
 * whatever the schema gives must be of the type. When they part, the compiler points at the line here.
 */
type Takes<S extends z.ZodType, W extends z.input<S>> = W;
type Gives<W, S extends z.ZodType<W>> = S;
export type Agreed = [
  Takes<typeof schema.session, Wire.Session>,
  Gives<Wire.Session, typeof schema.session>,
  Takes<typeof schema.systemSummary, Wire.SystemSummary>,
  Gives<Wire.SystemSummary, typeof schema.systemSummary>,
  Takes<typeof schema.systemDetail, Wire.SystemDetail>,
  Gives<Wire.SystemDetail, typeof schema.systemDetail>,
  Takes<typeof schema.threatRegister, Wire.ThreatRegister>,
  Gives<Wire.ThreatRegister, typeof schema.threatRegister>,
  Takes<typeof schema.coverage, Wire.Coverage>,
  Gives<Wire.Coverage, typeof schema.coverage>,
  Takes<typeof schema.runSummary, Wire.RunSummary>,
  Gives<Wire.RunSummary, typeof schema.runSummary>,
  Takes<typeof schema.runDetail, Wire.RunDetail>,
  Gives<Wire.RunDetail, typeof schema.runDetail>,
  Takes<typeof schema.trialPage, Wire.TrialPage>,
  Gives<Wire.TrialPage, typeof schema.trialPage>,
  Takes<typeof schema.trialDetail, Wire.TrialDetail>,
  Gives<Wire.TrialDetail, typeof schema.trialDetail>,
  Takes<typeof schema.evidenceStatus, Wire.EvidenceStatus>,
  Gives<Wire.EvidenceStatus, typeof schema.evidenceStatus>,
  Takes<typeof schema.findingList, Wire.FindingList>,
  Gives<Wire.FindingList, typeof schema.findingList>,
  Takes<typeof schema.findingDetail, Wire.FindingDetail>,
  Gives<Wire.FindingDetail, typeof schema.findingDetail>,
  Takes<typeof schema.comparisonList, Wire.ComparisonList>,
  Gives<Wire.ComparisonList, typeof schema.comparisonList>,
  Takes<typeof schema.liveEvent, Wire.LiveEvent>,
  Gives<Wire.LiveEvent, typeof schema.liveEvent>,
  Takes<typeof schema.doctorReport, Wire.DoctorReport>,
  Gives<Wire.DoctorReport, typeof schema.doctorReport>,
  Takes<typeof schema.wireError, Wire.WireError>,
  Gives<Wire.WireError, typeof schema.wireError>,
  Takes<typeof guard.guardDecisionLine, Wire.GuardDecisionLine>,
  Gives<Wire.GuardDecisionLine, typeof guard.guardDecisionLine>,
  Takes<typeof guard.guardDecisionPage, Wire.GuardDecisionPage>,
  Gives<Wire.GuardDecisionPage, typeof guard.guardDecisionPage>,
  Takes<typeof guard.guardDecisionDetail, Wire.GuardDecisionDetail>,
  Gives<Wire.GuardDecisionDetail, typeof guard.guardDecisionDetail>,
  Takes<typeof guard.guardOverview, Wire.GuardOverview>,
  Gives<Wire.GuardOverview, typeof guard.guardOverview>,
  Takes<typeof guard.guardPolicyReport, Wire.GuardPolicyReport>,
  Gives<Wire.GuardPolicyReport, typeof guard.guardPolicyReport>,
  Takes<typeof guard.guardPolicySummary, Wire.GuardPolicySummary>,
  Gives<Wire.GuardPolicySummary, typeof guard.guardPolicySummary>,
  Takes<typeof guard.guardPolicyText, Wire.GuardPolicyText>,
  Gives<Wire.GuardPolicyText, typeof guard.guardPolicyText>,
  Takes<typeof guard.guardReplay, Wire.GuardReplay>,
  Gives<Wire.GuardReplay, typeof guard.guardReplay>,
  Takes<typeof guard.guardKeys, Wire.GuardKeys>,
  Gives<Wire.GuardKeys, typeof guard.guardKeys>,
  Takes<typeof scan.scanSummary, Wire.ScanSummary>,
  Gives<Wire.ScanSummary, typeof scan.scanSummary>,
  Takes<typeof scan.scanDetail, Wire.ScanDetail>,
  Gives<Wire.ScanDetail, typeof scan.scanDetail>,
];
