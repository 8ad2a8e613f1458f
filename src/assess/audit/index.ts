export { AuditFold } from "./audit-fold.ts";
export { concludeAudit, type AuditResult } from "./conclude.ts";
export { items as modelChecks } from "./items.generated.ts";
export {
  lackOf,
  leftOutOf,
  parseAuditPlan,
  planAudit,
  previewAudit,
  type AuditGate,
  type AuditPlan,
  type AuditPreview,
  tryToPlan,
  type AuditRequest,
} from "./plan.ts";
export { auditEntry, type AuditEnd, type ExaminedUnit } from "./records.ts";
export { isFinal, runAudit, type AuditContext } from "./run-audit.ts";
