import type { OutputSpec, PredictTarget } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { sha256 } from "../../../formats/index.ts";
import type { OpenModel } from "../../../models/index.ts";
import type { TargetDeps } from "../../adapter.ts";
import { targetErrors } from "../../errors.ts";
import { definePredictAdapter } from "../define.ts";
import { onnxFileSchema, type OnnxFileConfig } from "./config.ts";
import { localModel } from "./local-model.ts";

/** A model in an ONNX file: answers, and where its operators have them, gradients or trees. */
export const adapter = definePredictAdapter({
  kind: "onnx-file",
  configSchema: onnxFileSchema,
  urls: () => [],
  connect,
});

const rowsAtOnce = 1024;

async function connect(config: OnnxFileConfig, deps: TargetDeps): Promise<PredictTarget> {
  const bytes = await read(config, deps);
  const digest = sha256(bytes);
  if (config.sha256 !== undefined && config.sha256 !== digest)
    throw targetErrors.badConfiguration(`${config.file} has the digest ${digest}.`, { field: "sha256" });
  // Loaded here: what computes models is of no use to those who have none.
  const { predictorOf } = await import("../../../models/index.ts");
  const said = config.interface ?? {};
  const open = await opened(bytes, config);
  const options = {
    ...(said.shape === undefined ? {} : { shape: said.shape }),
    ...(said.features === undefined ? {} : { features: said.features }),
    ...(said.domain === undefined ? {} : { domain: said.domain }),
    ...(said.classes === undefined ? {} : { classes: said.classes }),
    batch: said.max_batch ?? rowsAtOnce,
  };
  const predictor = await predictorOf(open, {
    ...options,
    ...(config.scores === undefined ? {} : { scores: config.scores }),
    ...(config.labels === undefined ? {} : { labels: config.labels }),
    ...(said.output === undefined || said.output === "label" ? {} : { kind: said.output }),
  });
  // An attacker who is told labels gets labels, whatever the file could tell.
  const output: OutputSpec =
    said.output === "label" ? { ...predictor.output, kind: "label" } : predictor.output;
  refuseMisfit(config, predictor);
  const { local, close } = await localModel(open, bytes, options);
  return {
    kind: "prediction",
    id: config.id,
    input: predictor.input,
    output,
    maxBatch: options.batch,
    rateLimitKey: config.rate_limit_key ?? `file ${config.file}`,
    local,
    probe: async () => {
      // Looked at again: somebody may put another file in its place while a run goes on.
      const now = sha256(await read(config, deps));
      return {
        reachable: true,
        input: predictor.input,
        output,
        model: `sha256:${now}`,
        notes: [`computed by ${open.runtime}`, ...open.notes, ...Object.values(local.lacks)],
      };
    },
    predict: async (rows, { signal }) => {
      signal.throwIfAborted();
      const { count, labels, scores } = await predictor.predict(rows);
      return output.kind === "label" || scores === undefined ? { count, labels } : { count, labels, scores };
    },
    dispose: async () => {
      await close();
      await open.close();
    },
  };
}

async function opened(bytes: Uint8Array, { runtime, file, id }: OnnxFileConfig): Promise<OpenModel> {
  const { openModel } = await import("../../../models/index.ts");
  try {
    return await openModel(bytes, runtime === undefined ? {} : { runtime });
  } catch (cause) {
    throw targetErrors.badConfiguration(
      `The model ${file} of \`${id}\` cannot be computed: ${cause instanceof Error ? cause.message : String(cause)}`,
      { field: "file" },
      { cause, ...(cause instanceof BartizanError ? { remedy: cause.remedy } : {}) },
    );
  }
}

async function read(config: OnnxFileConfig, deps: TargetDeps): Promise<Uint8Array> {
  try {
    return await deps.readFile(config.file);
  } catch (cause) {
    throw targetErrors.badConfiguration(
      `The model ${config.file} of \`${config.id}\` cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { field: "file" },
      { cause },
    );
  }
}

/** What the manifest says of rows and answers is held against what the model takes and gives. */
function refuseMisfit(
  config: OnnxFileConfig,
  { input, output }: Pick<PredictTarget, "input" | "output">,
): void {
  const width = input.shape.reduce((product, dim) => product * dim, 1);
  const { features, classes } = config.interface ?? {};
  const fail = (field: string, why: string): never => {
    throw targetErrors.badConfiguration(`\`${config.id}\`: ${why}`, { field: `interface.${field}` });
  };
  if (features !== undefined && features.length !== width)
    fail("features", `${features.length} features are named, and the model takes rows of ${width} numbers.`);
  if (classes !== undefined && output.kind === "score" && classes.length !== output.width)
    fail("classes", `${classes.length} classes are named, and the model gives scores of ${output.width}.`);
}
