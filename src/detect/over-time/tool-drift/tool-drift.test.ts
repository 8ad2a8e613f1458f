import { expect, it } from "vitest";
import type { Step, ToolDefinition } from "../../../contracts/index.ts";
import { detector, toolDigest } from "./detector.ts";
import { isSlip, skeletonOf } from "./names.ts";

const declare = (tools: readonly ToolDefinition[]): Step => ({
  at: 0,
  stage: "tool-definition",
  principal: { id: "p", verified: true },
  tools,
});
const add: ToolDefinition = { name: "add", description: "Adds." };

it("a tool that has the pinned digest is silent, whatever was seen first", () => {
  const pinned =
    detector.configure?.({ pins: [{ name: "add", digest: toolDigest(add).slice(0, 12) }] }) ?? detector;
  const [memory] = pinned.step(pinned.init(), declare([{ name: "other" }]));
  expect(pinned.step(memory, declare([add]))[1]).toEqual([]);
  expect(pinned.step(memory, declare([{ ...add, description: "Adds!" }]))[1].map(({ rule }) => rule)).toEqual(
    ["pin-mismatch"],
  );
});

it("another name for what is approved pins anew", () => {
  const [memory] = detector.step(detector.init(), declare([add]));
  const again = detector.configure?.({ approved: "2", per: "virtual-key" }) ?? detector;
  expect(again.key).toBe("virtual-key");
  expect(again.step(memory, declare([{ ...add, description: "Adds more." }]))[1]).toEqual([]);
});

it.each([
  ["send_mail", "sendMail", true],
  ["list_file", "1ist_fi1e", true],
  ["form_fill", "forrn_fill", true],
  ["read_file", "read_mail", false],
])("%s and %s look the same: %s", (a, b, same) => {
  expect(skeletonOf(a) === skeletonOf(b)).toBe(same);
});

it.each([
  ["search_web", "serch_web", true],
  ["search_web", "seearch_web", true],
  ["search_web", "saerch_web", true],
  ["create_issue", "create_issues", false],
  ["task_a1_run", "task_a2_run", false],
  ["add_tag", "add_tax", false],
])("%s and %s differ by a slip: %s", (a, b, slip) => {
  expect(isSlip(a, b)).toBe(slip);
  expect(isSlip(b, a)).toBe(slip);
});
