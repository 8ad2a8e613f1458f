import {
  graphDefPlan,
  savedModelPlan,
  tensorflowKind,
  visibleText,
  walkMessages,
  type ByteSource,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { reportKerasConfig } from "../keras-config/format.ts";
import { tensorflowRules } from "./rules.ts";
import { Survey } from "./survey.ts";

/** A SavedModel, or a graph by itself: the operators of it and of the functions in its library. */
export const format: ArtifactFormat = {
  id: "tensorflow",
  title: "a TensorFlow graph",
  about:
    "`saved_model.pb`, or a frozen `GraphDef`: operators, functions, signatures and the objects that were saved.",
  extensions: [".pb"],
  rules: Object.values(tensorflowRules),
  recognise: async ({ source }) => {
    const kind = await tensorflowKind(source);
    return kind === "saved-model" || kind === "graph" ? "likely" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    const survey = new Survey(source, examination);
    const saved = (await tensorflowKind(source)) === "saved-model";
    try {
      const root = await walkMessages(source, 0, source.size, saved ? savedModelPlan : graphDefPlan, {
        claim: (start, end, what) => examination.claim(start, end, what),
        message: (message) => survey.take(message),
      });
      const info = root.message("meta_graphs")?.message("meta_info_def");
      const version = info?.text("tensorflow_version") ?? "";
      if (version !== "") examination.fact("producer", `tensorflow ${visibleText(version)}`);
    } finally {
      survey.judge();
      if (survey.configs.length > 0) reportKerasConfig(survey.configs, examination);
    }
  },
};
