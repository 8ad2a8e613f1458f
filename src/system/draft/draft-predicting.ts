/** What a first manifest of a predicting model is made of. Paths are relative to where it will lie. */
export interface PredictingAnswers {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly users: "consumers" | "employees" | "businesses" | "public";
  readonly jurisdictions: readonly string[];
  /** The ONNX file. */
  readonly model: string;
  readonly test: { readonly file: string; readonly label?: string };
  readonly train?: { readonly file: string; readonly label?: string };
  /** Seen in the test rows. */
  readonly features?: readonly {
    readonly name: string;
    readonly low: number;
    readonly high: number;
    readonly integer: boolean;
  }[];
  readonly domain: { readonly low: number; readonly high: number };
  /** Names of the classes; empty where labels are numbers. */
  readonly classes: readonly string[];
}

/** Features beyond this many are bounded together, by a domain. */
const mostRules = 200;

/**
 * A manifest with comments that loads as it is: a model in a local file, who asks it, its test rows, and what the
 * rows show of its features. Ranges are those of the rows: a person who knows better is asked to.
 */
export function draftPredicting(answers: PredictingAnswers): string {
  const { features, classes, test, train } = answers;
  const ruled = features !== undefined && features.length <= mostRules;
  return [
    "# A first description of this model. Check every line marked CHECK: attacks keep to these facts.",
    "# Keys and values: docs/reference/manifest.md, or `bartizan system schema` for your editor.",
    "version: bartizan/v1",
    "",
    "system:",
    `  id: ${quoted(answers.id)}`,
    `  name: ${quoted(answers.name)}`,
    `  purpose: ${quoted(answers.purpose)}`,
    `  jurisdictions: [${answers.jurisdictions.join(", ")}]`,
    `  users: {kind: ${answers.users}}`,
    "  autonomy: answers                # CHECK: acts-alone where nobody looks at its answers",
    "  consequential_decisions: false   # CHECK: true when it decides about credit, work, health, housing, education",
    "  criticality: medium              # CHECK: low, medium or high",
    "",
    "data_classes:",
    "  - {id: row, sensitivity: confidential, tags: [pii, untrusted]}   # CHECK: who writes the rows it is asked about?",
    "  - {id: train-data, sensitivity: confidential, tags: [pii, training]}",
    "",
    "# Trust: 0 anybody … 5 the innermost.",
    "zones:",
    "  - {id: outside, trust: 0, operator: public}",
    "  - {id: app, trust: 2, operator: self}",
    "",
    "components:",
    "  - {id: person, kind: user, zone: outside}",
    "  - {id: model, kind: model, zone: app, origin: self-trained, task: classification, format: onnx, signed: false}   # CHECK",
    "",
    "flows:",
    "  - {id: F1, from: person, to: model, data: [row], untrusted: true}",
    "  - {id: F2, from: model, to: person, data: [row], model_output: true}",
    "",
    "controls: []",
    "",
    "targets:",
    "  - id: model",
    "    kind: onnx-file",
    "    component: model",
    `    file: ${quoted(answers.model)}`,
    "    interface:",
    ...(features === undefined
      ? []
      : [`      features: [${features.map(({ name }) => quoted(name)).join(", ")}]`]),
    ...(ruled
      ? []
      : [
          `      domain: {low: ${answers.domain.low}, high: ${answers.domain.high}}   # CHECK: as seen in the rows`,
        ]),
    ...(classes.length < 2
      ? []
      : [`      classes: [${classes.map(quoted).join(", ")}]   # CHECK: in the model's order`]),
    "      # output: label              # where whoever asks is told the class and no scores",
    "    data:",
    `      test: ${fileOf(test)}`,
    ...(train === undefined
      ? ["      # train: {file: …, label: …}   # for checks on leakage"]
      : [`      train: ${fileOf(train)}`]),
    ...(ruled
      ? [
          "    # Ranges as seen in the rows. CHECK them, and add what an attacker cannot do: immutable: true, direction: up or down.",
          "    rules:",
          ...features.map(
            ({ name, low, high, integer }) =>
              `      - {feature: ${quoted(name)}, low: ${low}, high: ${high}${integer ? ", integer: true" : ""}}`,
          ),
        ]
      : []),
    "    radius: 0.1                    # CHECK: change of each feature, as a share of its range, that must not turn an answer",
    "",
    "# gates:",
    "#   - {check: robustness/score-attack, at_most: 0.2}",
    "",
  ].join("\n");
}

const quoted = (text: string): string => JSON.stringify(text);

const fileOf = ({ file, label }: PredictingAnswers["test"]): string =>
  `{file: ${quoted(file)}${label === undefined ? "" : `, label: ${quoted(label)}`}}`;
