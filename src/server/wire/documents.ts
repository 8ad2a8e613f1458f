import { z } from "@hono/zod-openapi";
import { guardCheckReport } from "./guard-check.ts";
import {
  advisories,
  bomComparison,
  lineage,
  modelDiff,
  modelVerification,
  promotionCheck,
  scanStatement,
  signing,
  statementCheck,
} from "./provenance-schemas.ts";
import { scanReport } from "./scan-schemas.ts";
import {
  coverage,
  doctorReport,
  evidenceStatus,
  findingList,
  runDetail,
  runList,
  threat,
  trialDetail,
} from "./schemas.ts";

const document = (name: string) => z.literal(`bartizan.${name}/v1`);

/**
 * The JSON documents that commands print with `--format json`, by the name of their schema file. The parts are
 * the API's own, so that the command line and the API cannot drift apart.
 */
export const documentSchemas: Readonly<Record<string, z.ZodType>> = {
  run: runDetail.omit({ progress: true }).extend({ transcripts: z.array(trialDetail).readonly() }),
  coverage,
  threats: z.looseObject({ schemaVersion: document("threats"), threats: z.array(threat).readonly() }),
  findings: z.object({ schemaVersion: document("findings"), findings: findingList }),
  runs: z.object({ schemaVersion: document("runs"), runs: runList }),
  doctor: doctorReport.extend({ schemaVersion: document("doctor") }),
  verification: evidenceStatus.loose(),
  "guard-check": guardCheckReport,
  scan: scanReport,
  "scan-statement": scanStatement,
  "model-verification": modelVerification,
  signing,
  lineage,
  "bom-comparison": bomComparison,
  advisories,
  "promotion-check": promotionCheck,
  "statement-check": statementCheck,
  "model-diff": modelDiff,
};
