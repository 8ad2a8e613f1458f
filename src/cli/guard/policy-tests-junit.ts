import type { ExaminedPolicy } from "../../app/index.ts";
import { visibleText } from "../../formats/index.ts";

/** The tests of a policy as CI systems read them (JUnit XML). A policy without tests is an error, never a pass. */
export function policyTestsJunit({ policy, tests }: ExaminedPolicy): string {
  const { id, version } = policy.stamp;
  const none = tests.results.length === 0;
  const counts = `${attribute("tests", String(none ? 1 : tests.results.length))}${attribute("failures", String(tests.failed))}${attribute("errors", none ? "1" : "0")}`;
  const cases = none
    ? [
        `    <testcase${attribute("classname", id)}${attribute("name", "tests")}><error${attribute("message", "The policy has no tests.")}/></testcase>`,
      ]
    : tests.results.map(({ name, passed, wrong, place }) => {
        const at = `${place.file === undefined ? "" : attribute("file", place.file)}${place.line === undefined ? "" : attribute("line", String(place.line))}`;
        const head = `    <testcase${attribute("classname", id)}${attribute("name", name)}${at}`;
        if (passed) return `${head}/>`;
        const message = wrong.join(" ");
        return `${head}><failure${attribute("type", "policy-test")}${attribute("message", message)}>${escape(wrong.join("\n"))}</failure></testcase>`;
      });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attribute("name", `policy ${id} ${version}`)}${counts}>`,
    `  <testsuite${attribute("name", `policy ${id} ${version}`)}${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

const attribute = (name: string, value: string): string =>
  ` ${name}="${escape(value).replaceAll("\n", "&#10;")}"`;

/** `visibleText` takes out what XML 1.0 cannot hold; only two noncharacters remain. */
function escape(text: string): string {
  return visibleText(text)
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
