import { describe, expect, it } from "vitest";
import { forestTrainer, logisticTrainer, pickRows } from "../../../models/train/index.ts";
import { blobs, choices } from "../../../models/train/testing/blobs.ts";
import { seededRandom } from "../../../stats/index.ts";
import { assessMembership } from "./assess-membership.ts";
import { labelOnlyGap } from "./label-only.ts";
import { confidencesOf } from "./shadow-outputs.ts";
import { trainShadows } from "./train-shadows.ts";

describe("membership with shadows trained here", () => {
  const data = blobs(seededRandom("audit"), { count: 400, classes: 3, width: 6, noise: 0.4 });
  const members = Uint8Array.from({ length: 400 }, (_, row) => (row % 4 < 2 ? 1 : 0));
  const seen = [...members.keys()].filter((row) => members[row] === 1);
  const audited = forestTrainer().train(pickRows(data, seen), seededRandom("audited"));

  it("puts every row into half of the shadows", async () => {
    const shadows = await trainShadows(
      logisticTrainer({ epochs: 1 }),
      data,
      { shadows: 6 },
      seededRandom("s"),
    );
    for (let row = 0; row < 400; row++) {
      let times = 0;
      for (let model = 0; model < 6; model++) times += shadows.members[model * 400 + row] ?? 0;
      expect(times).toBe(3);
    }
  });

  it("finds who an overfitted forest was trained on", async () => {
    const shadows = await trainShadows(forestTrainer(), data, { shadows: 8 }, seededRandom("s"));
    const logits = confidencesOf(audited(data.rows), 3, data.labels);
    const results = assessMembership({ logits, members }, shadows, { rates: [0.1] });
    for (const { attack, areaInterval } of results)
      expect([attack, areaInterval.low > 0.7]).toEqual([attack, true]);
    expect(results[1]?.atLowRates[0]?.kind).toBe("measured");
  });

  it("shows as a gap of labels alone as well, and does not where nothing was learned by heart", () => {
    const right = choices(audited(data.rows), 3).map((label, row) => Number(label === data.labels[row]));
    expect(labelOnlyGap(Uint8Array.from(right), members).interval.low).toBeGreaterThan(0.1);
    const stump = logisticTrainer().train(pickRows(data, seen), seededRandom("line"));
    const flat = choices(stump(data.rows), 3).map((label, row) => Number(label === data.labels[row]));
    expect(labelOnlyGap(Uint8Array.from(flat), members).interval.low).toBeLessThan(0.05);
  });

  it("refuses odd numbers of shadows and stops when it is told to", async () => {
    const train = (shadows: number, signal: AbortSignal) =>
      trainShadows(logisticTrainer(), data, { shadows, signal }, seededRandom("s"));
    await expect(train(3, new AbortController().signal)).rejects.toThrow(/even number/);
    await expect(train(4, AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});
