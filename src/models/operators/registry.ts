import { items } from "./items.generated.ts";
import type { GraphNode } from "../onnx/index.ts";
import type { Operator } from "./operator.ts";

const byName = new Map(items.map((operator) => [`${operator.domain}:${operator.op}`, operator]));

/** The operator of a node; none where it is not computed here. */
export const operatorOf = ({ domain, op }: Pick<GraphNode, "domain" | "op">): Operator | undefined =>
  byName.get(`${domain}:${op}`);

export const operators: readonly Operator[] = items;
