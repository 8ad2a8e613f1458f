import { nameOf, stringOf, type CallFact, type CodeRule } from "../../contract/index.ts";

/** The filters of Python 3.12 that refuse members outside of the folder. `fully_trusted` refuses nothing. */
const filtered = (call: CallFact): boolean => {
  const filter = call.argument("filter");
  if (filter === undefined) return call.open;
  return stringOf(filter) !== "fully_trusted" && nameOf(filter) !== "tarfile.fully_trusted_filter";
};

export const rule: CodeRule = {
  id: "archive-extract",
  title: "An archive is unpacked without refusing paths that leave the folder",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python"],
  hazard: "path-escape",
  cwe: ["CWE-22"],
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  owasp: ["LLM03:2025", "ML06:2023"],
  remedy:
    'Let Python refuse such members: `archive.extractall(folder, filter="data")` (3.12, 3.11.4, 3.10.12 and later).',
  check(file, report): void {
    if (file.isTest) return;
    const says = "A member called `../../…`, or a link, is written outside of the folder.";
    for (const call of file.callsTo("tarfile.**.extractall", "tarfile.**.extract"))
      if (!filtered(call) && call.argument("members") === undefined) report(call, says);
    for (const call of file.callsTo("shutil.unpack_archive")) {
      const kind = stringOf(call.argument("format", 2)) ?? stringOf(call.argument("filename", 0)) ?? "";
      if (/tar|\.tgz$|\.txz$/.test(kind) && !filtered(call)) report(call, says);
    }
  },
};
