import type { ExaminedPolicy } from "../../app/index.ts";
import { xmlAttribute, xmlText } from "../../formats/index.ts";

/** The tests of a policy as CI systems read them (JUnit XML). A policy without tests is an error, never a pass. */
export function policyTestsJunit({ policy, tests }: ExaminedPolicy): string {
  const { id, version } = policy.stamp;
  const none = tests.results.length === 0;
  const counts = `${xmlAttribute("tests", String(none ? 1 : tests.results.length))}${xmlAttribute("failures", String(tests.failed))}${xmlAttribute("errors", none ? "1" : "0")}`;
  const cases = none
    ? [
        `    <testcase${xmlAttribute("classname", id)}${xmlAttribute("name", "tests")}><error${xmlAttribute("message", "The policy has no tests.")}/></testcase>`,
      ]
    : tests.results.map(({ name, passed, wrong, place }) => {
        const at = `${place.file === undefined ? "" : xmlAttribute("file", place.file)}${place.line === undefined ? "" : xmlAttribute("line", String(place.line))}`;
        const head = `    <testcase${xmlAttribute("classname", id)}${xmlAttribute("name", name)}${at}`;
        if (passed) return `${head}/>`;
        const message = wrong.join(" ");
        return `${head}><failure${xmlAttribute("type", "policy-test")}${xmlAttribute("message", message)}>${xmlText(wrong.join("\n"))}</failure></testcase>`;
      });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttribute("name", `policy ${id} ${version}`)}${counts}>`,
    `  <testsuite${xmlAttribute("name", `policy ${id} ${version}`)}${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
