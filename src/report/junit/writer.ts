import type { CheckResult, Comparison, ModelResult, ReportWriter, RunReport } from "../../contracts/index.ts";
import { xmlAttribute, xmlText } from "../../formats/index.ts";
import { inReadingOrder, measureWords, outcomesWords, shareWithInterval } from "../wording.ts";

/**
 * JUnit XML as CI systems read it: one test case for each check on each target and each comparison. A failed gate
 * is a `failure`; what could not be decided is an `error`, never a pass.
 */
export const writer: ReportWriter = {
  id: "junit",
  mediaType: "application/xml",
  extension: "xml",
  about: "verdicts for CI (JUnit XML)",
  write: document,
};

function document(report: RunReport): string {
  const parts = [
    ...report.results.map((result) => checkCase(report, result)),
    ...(report.models ?? []).map((result) => modelCase(report, result)),
    ...report.comparisons.map(comparisonCase),
  ];
  const told = parts.some(({ outcome }) => outcome === "failure" || outcome === "error");
  // A run that ended before any check did must not look like an empty success.
  const cases =
    told || (report.verdict.kind === "pass" && parts.length > 0) ? parts : [runCase(report), ...parts];
  const total = {
    tests: cases.length,
    failures: cases.filter(({ outcome }) => outcome === "failure").length,
    errors: cases.filter(({ outcome }) => outcome === "error").length,
    skipped: cases.filter(({ outcome }) => outcome === "skipped").length,
  };
  const counts = Object.entries(total)
    .map(([name, count]) => xmlAttribute(name, String(count)))
    .join("");
  const name = xmlAttribute("name", `bartizan ${report.system.id}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${name}${counts}>`,
    `  <testsuite${name}${counts}${xmlAttribute("timestamp", report.run.startedAt.slice(0, 19))}${xmlAttribute("id", report.run.id)}>`,
    ...properties(report),
    ...cases.map(({ xml }) => xml),
    ...(report.caveats.length === 0
      ? []
      : [`    <system-out>${xmlText(report.caveats.join("\n"))}</system-out>`]),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

interface TestCase {
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly xml: string;
}

function runCase({ verdict, system }: RunReport): TestCase {
  const open = `    <testcase${xmlAttribute("classname", system.id)}${xmlAttribute("name", "run")}>`;
  const { kind, sentence } = verdict;
  if (kind === "fail")
    return { outcome: "failure", xml: wrap(open, "failure", verdict.because, sentence, sentence) };
  const because = kind === "pass" ? "no check was run" : verdict.because;
  return { outcome: "error", xml: wrap(open, "error", because, sentence, sentence) };
}

function checkCase(report: RunReport, result: CheckResult): TestCase {
  return verdictCase(report, result, [
    `attacks: ${shareWithInterval(result.attack)}, n = ${result.attack.n}`,
    `bare intents: ${shareWithInterval(result.baseline)}, n = ${result.baseline.n}`,
    `benign twins refused: ${shareWithInterval(result.refused)}, n = ${result.refused.n}`,
  ]);
}

const modelCase = (report: RunReport, result: ModelResult): TestCase =>
  verdictCase(report, result, [
    `${result.units.examined} of ${result.units.planned} examined: ${outcomesWords(result)}`,
    ...result.measures.map(measureWords),
    ...result.caveats,
  ]);

function verdictCase(
  report: RunReport,
  result: Pick<CheckResult, "check" | "target" | "verdict">,
  numbers: readonly string[],
): TestCase {
  const { verdict } = result;
  const details = [
    verdict.sentence,
    ...numbers,
    ...inReadingOrder(report.findings)
      .filter(({ check, target }) => check === result.check && target === result.target)
      .map(({ id, severity, title, triage }) => `${id} ${severity} (${triage.state}): ${title}`),
  ].join("\n");
  const open = `    <testcase${xmlAttribute("classname", result.target)}${xmlAttribute("name", result.check)}>`;
  if (verdict.kind === "pass") {
    return {
      outcome: "passed",
      xml: `${open}\n      <system-out>${xmlText(details)}</system-out>\n    </testcase>`,
    };
  }
  const outcome = verdict.kind === "fail" ? "failure" : "error";
  return { outcome, xml: wrap(open, outcome, verdict.because, verdict.sentence, details) };
}

function comparisonCase(comparison: Comparison): TestCase {
  const { verdict, sentence } = comparison;
  const name = `${comparison.check} against ${comparison.baselineRun}`;
  const open = `    <testcase${xmlAttribute("classname", comparison.target)}${xmlAttribute("name", name)}>`;
  if (verdict === "worse") {
    return { outcome: "failure", xml: wrap(open, "failure", "regression", sentence, sentence) };
  }
  if (verdict === "cannot-tell") {
    return {
      outcome: "skipped",
      xml: `${open}\n      <skipped${xmlAttribute("message", sentence)}/>\n    </testcase>`,
    };
  }
  return {
    outcome: "passed",
    xml: `${open}\n      <system-out>${xmlText(sentence)}</system-out>\n    </testcase>`,
  };
}

function wrap(open: string, element: string, type: string, message: string, details: string): string {
  const inner = `<${element}${xmlAttribute("type", type)}${xmlAttribute("message", message)}>${xmlText(details)}</${element}>`;
  return `${open}\n      ${inner}\n    </testcase>`;
}

function properties(report: RunReport): readonly string[] {
  const facts = {
    "system.digest": report.system.digest,
    seed: report.run.seed,
    "evidence.bundle": report.evidence.bundle,
    "evidence.root": report.evidence.root,
    verdict: report.verdict.kind,
  };
  return [
    "    <properties>",
    ...Object.entries(facts).map(
      ([name, value]) => `      <property${xmlAttribute("name", name)}${xmlAttribute("value", value)}/>`,
    ),
    "    </properties>",
  ];
}
