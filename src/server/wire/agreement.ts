import type { z } from "@hono/zod-openapi";
import type * as schema from "./schemas.ts";
import type * as Wire from "./wire.ts";

/** What is wrong when a schema no longer takes a wire type: the compiler points at the line here. */
type Takes<W, S extends z.ZodType<unknown, W>> = S;
export type Agreed = [
  Takes<Wire.Session, typeof schema.session>,
  Takes<Wire.SystemSummary, typeof schema.systemSummary>,
  Takes<Wire.SystemDetail, typeof schema.systemDetail>,
  Takes<Wire.ThreatRegister, typeof schema.threatRegister>,
  Takes<Wire.Coverage, typeof schema.coverage>,
  Takes<Wire.RunSummary, typeof schema.runSummary>,
  Takes<Wire.RunDetail, typeof schema.runDetail>,
  Takes<Wire.TrialPage, typeof schema.trialPage>,
  Takes<Wire.TrialDetail, typeof schema.trialDetail>,
  Takes<Wire.EvidenceStatus, typeof schema.evidenceStatus>,
  Takes<Wire.FindingList, typeof schema.findingList>,
  Takes<Wire.FindingDetail, typeof schema.findingDetail>,
  Takes<Wire.ComparisonList, typeof schema.comparisonList>,
  Takes<Wire.LiveEvent, typeof schema.liveEvent>,
  Takes<Wire.DoctorReport, typeof schema.doctorReport>,
  Takes<Wire.WireError, typeof schema.wireError>,
];
