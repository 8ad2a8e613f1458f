export { AuditFold } from "./audit-fold.ts";
export { concludeAudit, type AuditEnd, type AuditResult } from "./conclude.ts";
export { items as modelChecks } from "./items.generated.ts";
export {
  parseAuditPlan,
  planAudit,
  previewAudit,
  type AuditPlan,
  type AuditPreview,
  type AuditRequest,
} from "./plan.ts";
export { auditEntry } from "./records.ts";
export { runAudit, type AuditContext } from "./run-audit.ts";
