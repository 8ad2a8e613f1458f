export {
  judgeDocuments,
  judgeHeaders,
  judgeModelName,
  judgeTls,
  readListing,
  standingOf,
  type GivenDocument,
} from "./judge.ts";
export {
  vendorReportSchema,
  vendorVerdict,
  type VendorComponent,
  type VendorFinding,
  type VendorReport,
} from "./report.ts";
