import type { CallFact, CodeFile, CodeRule, Report } from "../contract/index.ts";
import { comesFrom, writtenAt } from "./written.ts";

/** What is the same for every loader that runs code out of the file it opens. */
export const loadsCode = {
  severity: "medium",
  effect: "review",
  confidence: "high",
  languages: ["python"],
  hazard: "pickle-exec",
  cwe: ["CWE-502"],
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  owasp: ["LLM03:2025", "ML06:2023"],
} as const satisfies Partial<CodeRule>;

/** What is the same for every loader of native code. */
export const loadsNative = {
  severity: "high",
  effect: "review",
  confidence: "medium",
  languages: ["python"],
  cwe: ["CWE-114", "CWE-829"],
  atlas: ["AML.T0010.001", "AML.T0011.000"],
  owasp: ["LLM03:2025", "ML06:2023"],
} as const satisfies Partial<CodeRule>;

/** Calls that unpickle, whatever they are given. */
export interface Unpickling {
  readonly calls: readonly string[];
  /** What makes the bytes: `loads(dumps(x))` copies a value of one's own. */
  readonly ownBytes?: readonly string[];
  readonly says: (call: CallFact) => string;
}

type Check = (file: CodeFile, report: Report) => void;

/** Quiet in tests, which make what they load themselves. */
export function unpickles({ calls, ownBytes = [], says }: Unpickling): Check {
  return (file, report) => {
    if (file.isTest) return;
    for (const call of file.callsTo(...calls)) {
      const given = call.args.find(({ name }) => name === undefined)?.value;
      if (given?.kind === "instance" && ownBytes.includes(given.of)) continue;
      report(call, says(call));
    }
  };
}

/** What lies beside the code came with it: `os.path.join(os.path.dirname(__file__), "ops.so")`. */
const besideCode =
  /__file__|\b(?:importlib_resources|resources\.(?:files|path)|get_path_to_datafile|resource_filename|get_library_path|cpp_extension)\b/;

/** Loaders of native code that are given a path from elsewhere. */
export function loadsNativeCode(calls: readonly string[], says: string): Check {
  return (file, report) => {
    for (const call of file.callsTo(...calls)) {
      const [given] = call.args;
      if (given !== undefined && !comesFrom(file, writtenAt(file, given.at), besideCode)) report(call, says);
    }
  };
}
