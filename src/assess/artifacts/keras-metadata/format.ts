import type { JsonValue } from "../../../contracts/index.ts";
import {
  FormatFault,
  readLooseJson,
  tensorflowKind,
  walkMessages,
  type ByteSource,
  type Message,
  type MessagePlan,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { reportKerasConfig } from "../keras-config/format.ts";

const versionPlan: MessagePlan = {
  title: "version",
  fields: { 1: ["producer", "int"], 2: ["min_consumer", "int"], 3: ["bad_consumers", "ints"] },
};
const nodePlan: MessagePlan = {
  title: "object",
  name: "SavedObject",
  streamed: true,
  fields: {
    1: ["version", () => versionPlan],
    2: ["node_id", "int"],
    3: ["node_path", "text"],
    4: ["identifier", "text"],
    5: ["metadata", "bytes"],
  },
};
const rootPlan: MessagePlan = { title: "metadata", fields: { 1: ["nodes", () => nodePlan] } };
const largestConfig = 32_000_000;

/** `keras_metadata.pb` beside a SavedModel of Keras 2: the configuration of each of its objects. */
export const format: ArtifactFormat = {
  id: "keras-metadata",
  title: "Keras metadata of a SavedModel",
  about: "What Keras 2 writes beside a SavedModel: the classes and settings of its layers.",
  extensions: [],
  rules: [],
  recognise: async ({ source }) =>
    (await tensorflowKind(source)) === "keras-metadata" ? "likely" : undefined,
  async examine(source: ByteSource, examination: Examination) {
    const configs: JsonValue[] = [];
    const take = async (message: Message): Promise<void> => {
      const span = message.span("metadata");
      if (span === undefined) return;
      if (span.to - span.from > largestConfig)
        throw new FormatFault("too-large", "metadata larger than are read here", span.from);
      const { value, replaced } = readLooseJson(
        Buffer.from(await source.read(span.from, span.to - span.from)).toString("utf8"),
      );
      configs.push(value, ...replaced);
    };
    try {
      await walkMessages(source, 0, source.size, rootPlan, {
        claim: (start, end, what) => examination.claim(start, end, what),
        message: take,
      });
    } finally {
      reportKerasConfig(configs, examination);
    }
  },
};
