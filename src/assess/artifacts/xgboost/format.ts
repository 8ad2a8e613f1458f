import { walkUbjson, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { scriptInText } from "../script-text/script-in-text.ts";

const script: ArtifactRule = {
  id: "xgboost/code-in-attribute",
  title: "An attribute of the model holds code",
  severity: "medium",
  effect: "review",
  hazard: "mismatch",
  remedy: "Take it out. Some programs evaluate attributes of a model.",
  references: ["CWE-94"],
};

const shown: Readonly<Record<string, string>> = {
  "learner/objective/name": "objective",
  "learner/gradient_booster/name": "booster",
  "learner/learner_model_param/num_feature": "features",
  "learner/learner_model_param/num_class": "classes",
};

/** A model of XGBoost in Universal Binary JSON. In JSON it is read as JSON; both hold numbers and names only. */
export const format: ArtifactFormat = {
  id: "xgboost",
  title: "an XGBoost model",
  about:
    "Boosted trees in Universal Binary JSON (`.ubj`): numbers, names, and attributes of the writer's own.",
  extensions: [".ubj"],
  rules: [script],
  recognise: ({ head }) => {
    // An object whose first name, with its length in front, is one that XGBoost writes.
    if (head[0] !== 0x7b) return undefined;
    const start = Buffer.from(head.subarray(0, 64)).toString("latin1");
    return /^\{(?:L\0{7}.|l\0{3}.|I\0.|[iU].)(?:learner|version|Model|Config)/s.test(start)
      ? "certain"
      : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    let found = false;
    const end = await walkUbjson(source, {
      value(path, value) {
        const name = shown[path.join("/")];
        if (name !== undefined && value !== null) examination.fact(name, value);
        const what = typeof value === "string" ? scriptInText(value) : undefined;
        if (what === undefined || found) return;
        found = true;
        examination.found(script, {
          description: `${visibleText(path.join("/").slice(0, 200))} holds ${what}.`,
        });
      },
    });
    examination.claim(0, end, "model");
    if (!found) examination.passed(script);
  },
};
