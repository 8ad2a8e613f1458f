import type { CheckResult, Comparison, ReportWriter, RunReport } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { inReadingOrder, shareWithInterval } from "../wording.ts";

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
    .map(([name, count]) => attribute(name, String(count)))
    .join("");
  const name = attribute("name", `bartizan ${report.system.id}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${name}${counts}>`,
    `  <testsuite${name}${counts}${attribute("timestamp", report.run.startedAt.slice(0, 19))}${attribute("id", report.run.id)}>`,
    ...properties(report),
    ...cases.map(({ xml }) => xml),
    ...(report.caveats.length === 0
      ? []
      : [`    <system-out>${escape(report.caveats.join("\n"))}</system-out>`]),
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
  const open = `    <testcase${attribute("classname", system.id)}${attribute("name", "run")}>`;
  const { kind, sentence } = verdict;
  if (kind === "fail")
    return { outcome: "failure", xml: wrap(open, "failure", verdict.because, sentence, sentence) };
  const because = kind === "pass" ? "no check was run" : verdict.because;
  return { outcome: "error", xml: wrap(open, "error", because, sentence, sentence) };
}

function checkCase(report: RunReport, result: CheckResult): TestCase {
  const { verdict } = result;
  const details = [
    verdict.sentence,
    `attacks: ${shareWithInterval(result.attack)}, n = ${result.attack.n}`,
    `bare intents: ${shareWithInterval(result.baseline)}, n = ${result.baseline.n}`,
    `benign twins refused: ${shareWithInterval(result.refused)}, n = ${result.refused.n}`,
    ...inReadingOrder(report.findings)
      .filter(({ check, target }) => check === result.check && target === result.target)
      .map(({ id, severity, title, triage }) => `${id} ${severity} (${triage.state}): ${title}`),
  ].join("\n");
  const open = `    <testcase${attribute("classname", result.target)}${attribute("name", result.check)}>`;
  if (verdict.kind === "pass") {
    return {
      outcome: "passed",
      xml: `${open}\n      <system-out>${escape(details)}</system-out>\n    </testcase>`,
    };
  }
  const outcome = verdict.kind === "fail" ? "failure" : "error";
  return { outcome, xml: wrap(open, outcome, verdict.because, verdict.sentence, details) };
}

function comparisonCase(comparison: Comparison): TestCase {
  const { verdict, sentence } = comparison;
  const name = `${comparison.check} against ${comparison.baselineRun}`;
  const open = `    <testcase${attribute("classname", comparison.target)}${attribute("name", name)}>`;
  if (verdict === "worse") {
    return { outcome: "failure", xml: wrap(open, "failure", "regression", sentence, sentence) };
  }
  if (verdict === "cannot-tell") {
    return {
      outcome: "skipped",
      xml: `${open}\n      <skipped${attribute("message", sentence)}/>\n    </testcase>`,
    };
  }
  return {
    outcome: "passed",
    xml: `${open}\n      <system-out>${escape(sentence)}</system-out>\n    </testcase>`,
  };
}

function wrap(open: string, element: string, type: string, message: string, details: string): string {
  const inner = `<${element}${attribute("type", type)}${attribute("message", message)}>${escape(details)}</${element}>`;
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
      ([name, value]) => `      <property${attribute("name", name)}${attribute("value", value)}/>`,
    ),
    "    </properties>",
  ];
}

const attribute = (name: string, value: string): string =>
  ` ${name}="${escape(value).replaceAll("\n", "&#10;")}"`;

/** `visibleText` also takes out what XML 1.0 cannot hold at all, such as U+0000; only two noncharacters remain. */
function escape(text: string): string {
  return visibleText(text)
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
