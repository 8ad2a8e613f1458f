import { describe, expect, it } from "vitest";
import type { PredictProbe } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { configOf, realClock, realDeps } from "../../testing/real-parts.ts";
import { connectModel } from "../index.ts";
import { predictServer, type Asked } from "../testing/predict-server.ts";

const context = { signal: new AbortController().signal, clock: realClock, random: seededRandom("look") };
const labels = { features: ["a", "b"], output: "label", classes: ["0", "1"] };
const tensors = { kind: "open-inference", model: "m", input: "x" };

/** What a first look shows of a server of tensors that answers each row like this. */
async function look(
  of: (row: readonly number[]) => readonly number[],
  arrange: (answers: readonly (readonly number[])[]) => readonly (readonly number[])[],
  face: object,
  about: (asked: Asked) => unknown = () => ({ name: "m", versions: ["1"] }),
): Promise<PredictProbe> {
  await using server = await predictServer((asked, response) => {
    if (asked.method === "GET") {
      const said = about(asked);
      if (said === undefined) response.statusCode = 404;
      return said ?? { error: "unknown" };
    }
    const { inputs } = asked.body;
    const { shape = [0], data = [] } = inputs[0] ?? {};
    const answers = arrange(
      Array.from({ length: shape[0] ?? 0 }, (_, i) => of(data.slice(2 * i, 2 * i + 2))),
    );
    return {
      outputs: [
        {
          name: "y",
          shape: [answers.length, answers[0]?.length ?? 0],
          datatype: "FP32",
          data: answers.flat(),
        },
      ],
    };
  });
  const target = await connectModel(
    configOf({ ...tensors, id: "model", base_url: server.url, interface: face }),
    realDeps(),
  );
  try {
    return await target.probe(context);
  } finally {
    await target.dispose();
  }
}

const sign = ([a = 0]: readonly number[]): readonly number[] => [a > 0 ? 1 : 0];
const share = ([a = 0]: readonly number[]): readonly number[] => [
  1 / (1 + Math.exp(a)),
  1 / (1 + Math.exp(-a)),
];

describe("the first look at an endpoint", () => {
  it.each<readonly [string, (list: readonly (readonly number[])[]) => readonly (readonly number[])[]]>([
    ["turned round", (list) => list.toReversed()],
    ["sorted", (list) => list.toSorted(([a = 0], [b = 0]) => a - b)],
    ["sorted downwards", (list) => list.toSorted(([a = 0], [b = 0]) => b - a)],
    ["rotated", ([first = [], ...rest]) => [...rest, first]],
  ])(
    "shows answers that are %s, by two labels alone, with few rows a request or many",
    async (_, arrange) => {
      for (const max_batch of [2, 3, 4, 5, 6, 50])
        await expect(look(sign, arrange, { ...labels, max_batch })).rejects.toMatchObject({
          code: "TARGETS_REORDERED",
        });
    },
  );

  it("shows nothing where the order is kept, and says where it could not tell", async () => {
    for (const max_batch of [1, 2, 4, 50])
      expect((await look(sign, (list) => list, { ...labels, max_batch })).notes).toEqual([]);
    const alike = await look(
      () => [1],
      (list) => list,
      labels,
    );
    expect(alike.notes).toEqual([expect.stringMatching(/whether answers keep the order is not known/u)]);
  });

  it("notes scores that are no probabilities, and numbers that are none", async () => {
    const scores = { ...labels, output: "score" };
    expect((await look(share, (list) => list, scores)).notes).toEqual([]);
    const margins = await look(
      ([a = 0, b = 0]) => [3 * a, 2 * b],
      (list) => list,
      scores,
    );
    expect(margins.notes).toEqual([expect.stringMatching(/unnormalised scores/u)]);
    const none = await look(
      (row) => (row[0] === undefined || row[0] > 0 ? share(row) : [NaN, NaN]),
      (list) => list,
      scores,
    );
    expect(none.notes).toEqual([expect.stringMatching(/NaN/u)]);
  });

  it("goes on where an endpoint does not tell its model, and says so", async () => {
    const { model, notes } = await look(
      sign,
      (list) => list,
      labels,
      () => undefined,
    );
    expect(model).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/does not say which model/u)]);
  });

  it("sees another version answer", async () => {
    const versions = ["1", "2"];
    const seen = [];
    for (const version of versions)
      seen.push(
        (
          await look(
            sign,
            (list) => list,
            labels,
            () => ({ name: "m", versions: [version] }),
          )
        ).model,
      );
    expect(seen).toEqual(["m (1)", "m (2)"]);
  });
});
