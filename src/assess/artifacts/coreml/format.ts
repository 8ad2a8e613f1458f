import {
  FormatFault,
  plansOf,
  readMessage,
  visibleText,
  walkMessages,
  type ByteSource,
  type Message,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";

const custom: ArtifactRule = {
  id: "coreml/custom-code",
  title: "The model needs a class of the application around it",
  severity: "medium",
  effect: "review",
  hazard: "custom-operator",
  remedy: "Find out which application brings the class, and load no library that came with the model.",
  references: ["CWE-470", "AML.T0011"],
};
const linked: ArtifactRule = {
  id: "coreml/linked-model",
  title: "The model is in another file that is named",
  severity: "medium",
  effect: "review",
  hazard: "external-data",
  remedy: "Scan the file that is named, and see that it is the one you expect.",
  references: ["CWE-73"],
};

/** Kinds of models that are numbers only, by field number. */
const numbersOnly = [
  300, 301, 302, 304, 400, 401, 402, 404, 501, 560, 600, 601, 602, 603, 604, 606, 607, 609, 610, 900, 2000,
  2001, 2002, 2003, 2004, 2005, 2006,
];
const networks = [303, 403, 500];
const pipelines = [202];
const pipelinesOf = [200, 201];
const special = [502, 555, 556, 3000];
const types: ReadonlySet<number> = new Set([
  ...numbersOnly,
  ...networks,
  ...pipelines,
  ...pipelinesOf,
  ...special,
]);
const range = (from: number, to: number, except: readonly number[]): string =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .filter((number) => !except.includes(number))
    .map((number) => `, ${number} part${number} skip`)
    .join("");

/** @see https://github.com/apple/coremltools/tree/main/mlmodel/format */
const plan = plansOf(`
Model model: 1 version int, 2 description skip, 10 updatable skip${numbersOnly.map((n) => `, ${n} numbers${n} skip`).join("")}${networks.map((n) => `, ${n} network${n} Network`).join("")}, 202 pipeline Pipeline, 200 classifier PipelineOf, 201 regressor PipelineOf, 502 program bytes, 555 custom Custom, 556 linked Linked, 3000 serialized bytes
Pipeline pipeline: 1 models Model, 2 names skip
PipelineOf pipeline: 1 pipeline Pipeline
Network network: 1 layers Layer${range(2, 300, [])}
Layer layer streamed: 1 name text, 2 input skip, 3 output skip, 4 inputTensor skip, 5 outputTensor skip, 10 updatable skip${range(100, 1600, [500, 600, 605, 615])}, 500 custom Custom, 600 copy Copy, 605 branch Branch, 615 loop Loop
Copy copy:
Branch branch: 1 if Network, 2 else Network
Loop loop: 1 most skip, 2 variable skip, 3 condition Network, 4 body Network
Custom custom: 10 class text, 20 weights skip, 30 parameters skip, 40 description skip
Linked linked: 1 file LinkedFile
LinkedFile linked: 1 name Parameter, 2 path Parameter
Parameter linked: 1 value text
`)("Model");
const mostFindings = 50;

/** A model for Core ML: a protocol buffer whose only way to code is a class that the application brings. */
export const format: ArtifactFormat = {
  id: "coreml",
  title: "a Core ML model",
  about: "Networks, trees and pipelines as a protocol buffer (`.mlmodel`), for the devices of Apple.",
  extensions: [],
  rules: [custom, linked],
  async recognise({ head, source }) {
    if (head[0] !== 0x08 || (head[1] ?? 0) > 32) return undefined;
    let hasType = false;
    let fields = 0;
    try {
      await readMessage(source, 0, source.size, ({ number, wire }) => {
        if (++fields > 64) throw new FormatFault("malformed", "too many fields", 0);
        if (types.has(number) && wire === "len") hasType = true;
        else if (number !== 1 && number !== 2 && number !== 10)
          throw new FormatFault("malformed", "not its own", 0);
      });
    } catch (cause) {
      if (cause instanceof FormatFault) return undefined;
      throw cause;
    }
    return hasType ? "likely" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    const found = new Map<string, number>();
    const report = (rule: ArtifactRule, description: string): void => {
      const count = (found.get(rule.id) ?? 0) + 1;
      found.set(rule.id, count);
      if (count <= mostFindings) examination.found(rule, { description });
    };
    const named = (message: Message, what: string): void => {
      for (const one of message.messages("custom"))
        report(
          custom,
          `${what} is made by the class ${visibleText(one.text("class").slice(0, 200)) || "without a name"}.`,
        );
    };
    const model = await walkMessages(source, 0, source.size, plan, {
      claim: (start, end, what) => examination.claim(start, end, what),
      message: (layer) => {
        examination.signal.throwIfAborted();
        named(layer, `The layer ${visibleText(layer.text("name").slice(0, 100))}`);
      },
    });
    examination.fact("specification", model.int("version") ?? 0);
    const waiting: Message[] = [model];
    let unread: number | undefined;
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      named(next, "The model");
      for (const link of next.messages("linked")) report(linked, linkOf(link));
      for (const part of ["program", "serialized"]) unread ??= next.span(part)?.from;
      for (const part of ["pipeline", "classifier", "regressor", "models"])
        waiting.push(...next.messages(part));
    }
    for (const rule of format.rules) if (!found.has(rule.id)) examination.passed(rule);
    if (unread !== undefined)
      throw new FormatFault("unsupported", "an ML program, which is not read here", unread);
  },
};

function linkOf(link: Message): string {
  const file = link.message("file");
  const [name, path] = ["name", "path"].map((part) =>
    visibleText((file?.message(part)?.text("value") ?? "").slice(0, 200)),
  );
  return `It is in ${name ?? ""}${path === undefined || path === "" ? "" : `, to be looked for in ${path}`}.`;
}
