import { FormatFault, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

/** The binary form of XGBoost before 2.0, by the mark that it has since 0.7; it is named and not read. */
export const format: ArtifactFormat = {
  id: "xgboost-binary",
  title: "an XGBoost model in its old binary form",
  about: "Boosted trees as XGBoost wrote them before 2.1: memory as it lay there. It is named, and not read.",
  extensions: [],
  rules: [],
  recognise: ({ head, source }) =>
    source.size > 140 && Buffer.from(head.subarray(0, 4)).toString("latin1") === "binf" && head.includes(0)
      ? "certain"
      : undefined,
  examine(_source: ByteSource, _examination: Examination) {
    return Promise.reject(
      new FormatFault("unsupported", "the old binary form; save the model as `.json` or `.ubj`", 0),
    );
  },
};
