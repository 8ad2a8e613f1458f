import { resolve } from "node:path";
import { trainOnTraffic, type TrafficReport } from "../../detect/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { fileLines } from "./file-lines.ts";

export interface TrainRequest {
  /** Lines of JSON: `{"text", "label": 0 | 1, "role": "user" | "document" | "tool"}`. */
  readonly file: string;
  /** The folder to write. */
  readonly out: string;
  readonly cwd: string;
  readonly falseAlarmRate?: number;
  readonly confidence?: number;
  readonly seed?: string;
  /** Called with how many lines were read. */
  readonly each?: (lines: number) => void;
}

/**
 * Goes on training the injection classifier with labelled traffic, and writes a folder that a policy names as
 * the detector's `model`. The same lines and seed give the same folder.
 *
 * @throws INJECTION_BAD_EXAMPLE, INJECTION_TOO_FEW_EXAMPLES, what reading the file throws
 */
export async function trainInjection(request: TrainRequest): Promise<TrafficReport> {
  const { cwd, falseAlarmRate, confidence, each } = request;
  const file = resolve(cwd, request.file);
  return trainOnTraffic({
    examples: linesOf(file, each),
    file,
    out: resolve(cwd, request.out),
    random: seededRandom(request.seed ?? "bartizan guard train"),
    ...(falseAlarmRate === undefined ? {} : { falseAlarmRate }),
    ...(confidence === undefined ? {} : { confidence }),
  });
}

/** Every line, empty ones too, so that messages name the right one. */
async function* linesOf(file: string, each?: (lines: number) => void): AsyncGenerator<string> {
  let given = 0;
  for await (const { line, text } of fileLines(file)) {
    for (; given < line - 1; given++) yield "";
    given = line;
    each?.(line);
    yield text;
  }
}
