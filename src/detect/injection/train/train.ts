/**
 * Trains the shipped model again:
 *
 *   node src/detect/injection/train/train.ts --data FOLDER [--packages node_modules] [--out FOLDER] [--seed WORD]
 *
 * FOLDER holds `attacks/` and `benign/` (see `shared-attacks.ts` and `benign/shared-benign.ts`). The same
 * data, packages and seed give the same bytes. Minutes on one core.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { seededRandom } from "../../../stats/index.ts";
import { shippedFolder, toModel } from "../model/index.ts";
import { corpusOf } from "./corpus.ts";
import { modelCard } from "./model-card.ts";
import { trainModel } from "./train-model.ts";
import { writeModel } from "./write-model.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    packages: { type: "string", default: "node_modules" },
    out: { type: "string", default: shippedFolder },
    seed: { type: "string", default: "injection-1" },
  },
});
if (values.data === undefined) throw new Error("--data FOLDER is missing");

const random = seededRandom(values.seed);
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const examples = corpusOf(values.data, values.packages, random.derive("corpus"));
say(`${examples.length} texts`);
const trained = trainModel(examples, random.derive("train"));
writeModel(values.out, trained.description, trained.weights);
const model = toModel(trained.description, new Uint8Array(trained.weights.buffer));
const card = modelCard(examples, trained, model, import.meta.dirname);
writeFileSync(join(values.out, values.out === shippedFolder ? "../../MODEL-CARD.md" : "MODEL-CARD.md"), card);
say(card);
