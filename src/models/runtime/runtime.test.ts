import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeMessage } from "../../formats/protobuf/testing/write-message.ts";
import { decodeModel } from "../onnx/index.ts";
import { predictorOf } from "../predict/index.ts";
import { cancer, digits, fixtureBytes, fixturePath } from "../testing/fixtures.ts";
import { openGraph, openModel } from "./index.ts";

describe("runtimes", () => {
  it.each(["digits_mlp.onnx", "digits_cnn.onnx", "bc_mlp.onnx", "gbdt_small.onnx"])(
    "agree on %s",
    async (file) => {
      const { rows } = file.startsWith("digits") ? digits : cancer;
      const [ours, theirs] = await Promise.all(
        (["interpreter", "onnxruntime-web"] as const).map(async (runtime) => {
          const open = await openModel(fixturePath(file), { runtime });
          expect(open.runtime).toBe(runtime);
          return (await predictorOf(open, { batch: 16 })).predict(rows);
        }),
      );
      expect(ours?.labels).toEqual(theirs?.labels);
      for (const [i, score] of (ours?.scores ?? []).entries())
        expect(Math.abs(score - (theirs?.scores?.[i] ?? NaN))).toBeLessThan(2e-6);
    },
  );

  it("answer rightly as often as the models do", async () => {
    const { labels, scores } = await (
      await predictorOf(await openModel(fixturePath("digits_mlp.onnx")))
    ).predict(digits.rows);
    expect(labels.filter((label, i) => label === digits.labels[i]).length).toBeGreaterThanOrEqual(38);
    expect(scores?.length).toBe(400);
  });

  it("tell a row of NaN apart", async () => {
    const predictor = await predictorOf(await openModel(fixturePath("bc_mlp.onnx")));
    const data = cancer.rows.data.slice(0, 60);
    data[30] = NaN;
    expect((await predictor.predict({ count: 2, width: 30, data })).labels[1]).toBe(-1);
    await expect(predictor.predict(digits.rows)).rejects.toMatchObject({ code: "MODELS_WRONG_INPUT" });
  });

  it("are refused and not replaced where a named one is not there", async () => {
    await expect(
      openModel(fixturePath("bc_mlp.onnx"), { runtime: "onnxruntime-node" }),
    ).rejects.toMatchObject({
      code: "MODELS_NO_RUNTIME",
    });
  });

  it("load no libraries for operators of others", async () => {
    const model = await decodeModel(fixtureBytes("bc_mlp.onnx"));
    const nodes = model.graph.nodes.map((node, i) => (i === 1 ? { ...node, domain: "com.example" } : node));
    await expect(openGraph({ ...model, graph: { ...model.graph, nodes } })).rejects.toMatchObject({
      code: "MODELS_UNSUPPORTED_OPERATOR",
      message: expect.stringContaining("com.example.Relu") as string,
    });
  });

  it("fall through to one that knows the operators, and say which did not", async () => {
    const model = await decodeModel(fixtureBytes("bc_mlp.onnx"));
    const nodes = model.graph.nodes.map((node) =>
      node.op === "Relu" ? { ...node, op: "Rellu", name: "r" } : node,
    );
    const strange = { ...model, graph: { ...model.graph, nodes } };
    await expect(openGraph(strange)).rejects.toMatchObject({
      message: expect.stringContaining("Rellu") as string,
    });
  });

  it("read weights beside the model only", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bartizan-models-"));
    const write = (location: string): string => {
      const path = join(folder, "m.onnx");
      writeFileSync(
        path,
        writeMessage(
          [1, 8],
          [8, [[2, 17]]],
          [
            7,
            [
              [
                1,
                [
                  [1, "x"],
                  [1, "w"],
                  [2, "y"],
                  [4, "Add"],
                ],
              ],
              [
                5,
                [
                  [1, 2],
                  [2, 1],
                  [8, "w"],
                  [14, 1],
                  [
                    13,
                    [
                      [1, "location"],
                      [2, location],
                    ],
                  ],
                ],
              ],
              [
                11,
                [
                  [1, "x"],
                  [
                    2,
                    [
                      [
                        1,
                        [
                          [1, 1],
                          [
                            2,
                            [
                              [1, [[2, "N"]]],
                              [1, [[1, 2]]],
                            ],
                          ],
                        ],
                      ],
                    ],
                  ],
                ],
              ],
              [
                12,
                [
                  [1, "y"],
                  [2, [[1, [[1, 1]]]]],
                ],
              ],
            ],
          ],
        ),
      );
      return path;
    };
    writeFileSync(join(folder, "w.bin"), new Uint8Array(Float32Array.of(10, 20).buffer));
    const open = await openModel(write("w.bin"));
    const { scores } = await (
      await predictorOf(open)
    ).predict({ count: 1, width: 2, data: Float64Array.of(1, 2) });
    expect([...(scores ?? [])]).toEqual([11, 22]);
    for (const location of ["../w.bin", "/etc/passwd", "a/../../w.bin", "..\\w.bin", "..", "w.bin\0"])
      await expect(openModel(write(location))).rejects.toMatchObject({ code: "MODELS_EXTERNAL_DATA" });

    // Links that stay inside are followed; those that lead out are not, as a file or through a folder.
    const elsewhere = mkdtempSync(join(tmpdir(), "bartizan-models-"));
    writeFileSync(join(elsewhere, "w.bin"), new Uint8Array(Float32Array.of(1, 2).buffer));
    symlinkSync("w.bin", join(folder, "inside.bin"));
    symlinkSync(join(elsewhere, "w.bin"), join(folder, "outside.bin"));
    symlinkSync(elsewhere, join(folder, "sub"));
    symlinkSync("outside.bin", join(folder, "twice.bin"));
    await (await openModel(write("inside.bin"))).close();
    for (const location of ["outside.bin", "sub/w.bin", "twice.bin"])
      await expect(openModel(write(location))).rejects.toMatchObject({
        code: "MODELS_EXTERNAL_DATA",
        message: expect.stringContaining("a link to a file outside") as string,
      });
    await expect(openModel(write("missing.bin"))).rejects.toMatchObject({ code: "FORMATS_NOT_FOUND" });
    // A folder that is itself reached by a link is the model's folder all the same.
    const linked = join(elsewhere, "linked");
    symlinkSync(folder, linked);
    write("w.bin");
    await (await openModel(join(linked, "m.onnx"))).close();
  });
});
