import type { OutputKind, OutputSpec } from "../../contracts/index.ts";
import { modelsErrors } from "../errors.ts";
import { isFloat, type Tensor } from "../tensor/index.ts";

/** What a user says of the outputs, where the model's are not what a classifier's usually are. */
export interface OutputOptions {
  /** Names of the outputs to read. */
  readonly scores?: string;
  readonly labels?: string;
  /** What the answers are; `score` when absent, `value` where there is one number a row and no label. */
  readonly kind?: OutputKind;
  readonly classes?: readonly string[];
}

/** Which outputs are read, and as what. */
export interface Outputs {
  readonly spec: OutputSpec;
  readonly scores: string | undefined;
  readonly labels: string | undefined;
  /** One probability that tells both of two classes. */
  readonly isOne: boolean;
  /** The number of the class that a label names; -1 where it is none. */
  labelAt(label: number | string | undefined): number;
}

/** @param answer outputs of `rows` rows */
export function toldOutputs(
  answer: ReadonlyMap<string, Tensor>,
  rows: number,
  options: OutputOptions,
): Outputs {
  const all = [...answer];
  const named = (name: string | undefined): string | undefined => {
    if (name !== undefined && !answer.has(name))
      throw modelsErrors.wrongOutput(`The model has no output \`${name}\`.`);
    return name;
  };
  const isRows = ({ shape }: Tensor): boolean => shape[0] === rows && shape.length <= 2;
  const scores =
    named(options.scores) ?? all.find(([, tensor]) => isFloat(tensor.type) && isRows(tensor))?.[0];
  const labels =
    named(options.labels) ??
    all.find(([, tensor]) => !isFloat(tensor.type) && isRows(tensor) && tensor.data.length === rows)?.[0];
  if (scores === undefined && labels === undefined)
    throw modelsErrors.wrongOutput(
      `No output has an answer for each row: ${all.map(([name, { shape }]) => `${name} [${shape.join(", ")}]`).join(", ")}.`,
    );
  const told = scores === undefined ? 0 : (answer.get(scores)?.shape[1] ?? 1);
  const kind =
    options.kind ?? (scores === undefined ? "label" : told === 1 && labels === undefined ? "value" : "score");
  const isOne = kind === "score" && told === 1;
  const width = kind === "label" ? (options.classes?.length ?? 2) : isOne ? 2 : told;
  const { classes } = options;
  return {
    spec: { kind, width, ...(classes === undefined ? {} : { classes }) },
    scores,
    labels: kind === "score" || kind === "label" ? labels : undefined,
    isOne,
    labelAt: (label) => {
      if (typeof label === "string") return classes === undefined ? -1 : classes.indexOf(label);
      const place = classes === undefined ? -1 : classes.indexOf(String(label));
      return place >= 0 ? place : (label ?? -1);
    },
  };
}
