import {
  graphDefPlan,
  metaGraphDefPlan,
  savedModelPlan,
  tensorflowTextKind,
  visibleText,
  walkTextMessages,
  type ByteSource,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { reportKerasConfig } from "../keras-config/format.ts";
import { Survey } from "../tensorflow/survey.ts";

const plans = { "saved-model": savedModelPlan, "meta-graph": metaGraphDefPlan, graph: graphDefPlan };
const kept: ReadonlySet<string> = new Set(["metadata"]);

/**
 * A graph of TensorFlow written as text, which its loaders take like the binary form. It is judged as that is; what
 * breaks off, or has a field that is not known here, is incomplete.
 */
export const format: ArtifactFormat = {
  id: "tensorflow-text",
  title: "a TensorFlow graph as text",
  about: "`saved_model.pbtxt`, a `MetaGraphDef` or a `GraphDef` in the text form of protocol buffers.",
  extensions: [".pbtxt"],
  rules: [],
  // Only this name is one that a loader looks for by itself.
  isNamed: (path) => /(?:^|\/)saved_model\.pbtxt$/.test(path),
  recognise: async ({ source }) => ((await tensorflowTextKind(source)) === undefined ? undefined : "likely"),
  async examine(source: ByteSource, examination: Examination) {
    const survey = new Survey(source, examination);
    const kind = (await tensorflowTextKind(source)) ?? "saved-model";
    try {
      const root = await walkTextMessages(source, plans[kind], {
        keep: kept,
        claim: (start, end) => examination.claim(start, end, "text"),
        message: (message, bytes) => survey.take(message, bytes),
      });
      const graph = kind === "saved-model" ? root.message("meta_graphs") : root;
      const version = graph?.message("meta_info_def")?.text("tensorflow_version") ?? "";
      if (version !== "") examination.fact("producer", `tensorflow ${visibleText(version)}`);
    } finally {
      survey.judge();
      if (survey.configs.length > 0) reportKerasConfig(survey.configs, examination);
    }
  },
};
