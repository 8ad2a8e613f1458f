import type { Guard, Part } from "../../src/contracts/index.ts";
import type { Example } from "../../src/detect/injection/train/example.ts";
import { requestOf } from "./exchanges.ts";
import { heldOut } from "./texts.ts";
import { line, round } from "./timing.ts";

const stageOf = { user: "input", tool: "tool-result", document: "document" } as const;
const stopping: readonly string[] = ["rewrite", "require-approval", "block"];

/** What a policy does to texts that were held out: attacks stopped, benign texts stopped, texts redacted. */
export async function benchHeldOut(guard: Guard): Promise<void> {
  for (const role of ["user", "tool", "document"] as const)
    for (const label of [1, 0] as const) {
      const examples = heldOut.filter((one) => one.role === role && one.label === label);
      const tally = { stopped: 0, watched: 0, redacted: 0 };
      for (const example of examples) {
        const decision = await guard.checkRequest(requestOf([partOf(example)]));
        if (stopping.includes(decision.action)) tally.stopped++;
        if (stopping.includes(decision.wouldBe)) tally.watched++;
        if (decision.action === "redact") tally.redacted++;
      }
      const share = (count: number): string => `${round((100 * count) / examples.length)} %`;
      line(
        `held out, ${label === 1 ? "attacks" : "benign"}, role ${role} (${examples.length})`,
        `stopped ${share(tally.stopped)}, stopped or watched ${share(tally.watched)}, redacted ${share(tally.redacted)}`,
      );
    }
}

const partOf = ({ text, role }: Example): Part => ({ at: "/messages/0", stage: stageOf[role], role, text });
