import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSystem } from "../load-system.ts";
import { draftPredicting } from "./draft-predicting.ts";

const text = fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).filter((s) => s.isWellFormed());
const feature = fc.record({
  name: text,
  low: fc.double({ noNaN: true, min: -1e6, max: 0 }),
  high: fc.double({ noNaN: true, min: 1, max: 1e6 }),
  integer: fc.boolean(),
});

it("a draft of a predicting model loads, whatever stands in its file", () => {
  fc.assert(
    fc.property(
      text,
      fc.uniqueArray(feature, { selector: ({ name }) => name, minLength: 1, maxLength: 300 }),
      fc.uniqueArray(text, { maxLength: 4 }),
      fc.boolean(),
      (name, features, classes, trained) => {
        const { manifest } = parseSystem(
          draftPredicting({
            id: "fraud",
            name,
            purpose: name,
            users: "public",
            jurisdictions: ["EU"],
            model: "fraud.onnx",
            test: { file: "test.csv", label: name },
            ...(trained ? { train: { file: "train.csv", label: name } } : {}),
            features,
            domain: { low: -1e6, high: 1e6 },
            classes,
          }),
          "draft.yaml",
        );
        expect(manifest.targets[0]).toMatchObject({
          kind: "onnx-file",
          interface: { features: features.map((one) => one.name) },
          data: { test: { label: name } },
        });
      },
    ),
    { numRuns: 40 },
  );
});
