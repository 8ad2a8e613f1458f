import {
  countLines,
  firstLine,
  planCanaries,
  shapeOf,
  templateShape,
  type CanaryFile,
  type CanaryFormat,
  type RecordShape,
} from "../../assess/leakage/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { writeOutput } from "../guard/write-output.ts";
import { chunksOf } from "./canary-files.ts";

export interface CanaryPlanRequest {
  /** The training data the canaries are to go into. */
  readonly data: string;
  /** `jsonl`, or `lines` where each line is a text. */
  readonly dataIs: "jsonl" | "lines";
  /** JSON with `{canary}` or `{before}` and `{rest}`; by default like the data's first line. */
  readonly template?: string;
  readonly format: CanaryFormat;
  readonly copies: readonly number[];
  readonly each: number;
  readonly seed: string;
  readonly out: string;
}

/**
 * Plans canaries for a file of training data and writes the plan.
 *
 * @throws LEAKAGE_DATA_UNFIT, CANARIES_UNREADABLE, APP_UNWRITABLE_FILE
 */
export async function planCanaryFile(request: CanaryPlanRequest): Promise<CanaryFile> {
  const documents = await countLines(chunksOf(request.data));
  const shape = await shapeFor(request);
  const { format, copies, each, seed } = request;
  const plan = planCanaries(format, { copies, each, documents }, seededRandom(`canaries ${seed}`));
  const file: CanaryFile = { schemaVersion: "bartizan.canaries/v1", seed, documents, shape, plan };
  await writeOutput(request.out, `${JSON.stringify(file, undefined, 2)}\n`);
  return file;
}

async function shapeFor({ data, dataIs, template }: CanaryPlanRequest): Promise<RecordShape> {
  if (template !== undefined) return templateShape(template);
  return dataIs === "lines" ? { kind: "line" } : shapeOf(await firstLine(chunksOf(data)));
}
