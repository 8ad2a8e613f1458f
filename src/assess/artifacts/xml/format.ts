import {
  FormatFault,
  readXml,
  visibleText,
  type ByteSource,
  type XmlElement,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { scriptInText } from "../script-text/script-in-text.ts";
import { examineText } from "../text/format.ts";
import { beginsAsText } from "../text/utf8-text.ts";
import { OpenVino } from "./openvino.ts";
import { xmlRules } from "./rules.ts";

const largest = 64_000_000;
/** Public document types of pages, drawings and property lists: parsers know them or leave them alone. */
const harmlessType = /^DOCTYPE\s+(?:html|svg|plist)\b[^[]*$/i;
/** Encodings in which a reader sees the same characters as here. */
const encodings = /encoding\s*=\s*["'](?:utf-?8|us-ascii|ascii|iso-8859-1|latin-?1|windows-1252)["']/i;

/** XML: models in PMML, the layers of OpenVINO, and any other. */
export const format: ArtifactFormat = {
  id: "xml",
  title: "XML",
  about: "An XML document: a PMML model, the layers of an OpenVINO model, or any other.",
  extensions: [".pmml"],
  rules: Object.values(xmlRules),
  recognise: ({ head, source }) => {
    if (!beginsAsText(head)) return undefined;
    const start = Buffer.from(head)
      .toString("latin1")
      .replace(/^\u00ef\u00bb\u00bf/, "")
      .trimStart();
    // What begins with more space than is looked at is read to the end: a definition may come behind it.
    if (start === "") return source.size > head.length ? "likely" : undefined;
    return /^<(?:\?[a-z]|!DOCTYPE\s|!--|(?:\w{1,40}:)?PMML[\s>]|net\s)/i.test(start) ? "likely" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    if (source.size > largest) throw new FormatFault("too-large", `XML of more than ${largest} bytes`, 0);
    const text = Buffer.from(await source.read(0, source.size)).toString("utf8");
    const survey = new Survey(examination);
    try {
      readXml(text, survey);
    } catch (cause) {
      // Pages are written loosely, and no model is one.
      if (!(cause instanceof FormatFault) || !/^\s*<!doctype html/i.test(text.slice(0, 1000))) throw cause;
    } finally {
      await survey.judge();
    }
  },
};

class Survey {
  readonly #examination: Examination;
  readonly #found = new Map<string, number>();
  #openVino: OpenVino | undefined;

  constructor(examination: Examination) {
    this.#examination = examination;
  }

  element(element: XmlElement): void {
    const { name, attributes, depth } = element;
    const local = name.slice(name.indexOf(":") + 1);
    if (depth === 0) {
      this.#examination.fact("root", name);
      if (local === "PMML") this.#examination.fact("pmmlVersion", attributes.get("version") ?? "");
      if (local === "net") this.#openVino = new OpenVino(this.#examination);
    }
    if (local === "include" && (attributes.has("href") || attributes.has("parse")))
      this.#report(
        xmlRules.include,
        `It includes ${visibleText((attributes.get("href") ?? "").slice(0, 200))}.`,
      );
    if (depth === 1 && (local === "Application" || local === "Header"))
      this.#examination.fact(
        "producer",
        [attributes.get("name"), attributes.get("version")].filter(Boolean).join(" "),
      );
    this.#openVino?.element(element);
    for (const [attribute, value] of attributes) this.#script(value, `${name}/@${attribute}`);
  }

  text(text: string): void {
    this.#script(text, "text");
  }

  doctype(text: string): void {
    const plain = text.slice(0, 200);
    if (harmlessType.test(text)) return;
    this.#report(xmlRules.entity, `The document type is \`${visibleText(plain)}\`.`);
  }

  instruction(text: string): void {
    if (/^xml-stylesheet\b/i.test(text))
      this.#report(xmlRules.include, `A style sheet: ${visibleText(text.slice(0, 200))}.`);
    if (/^xml\s/.test(text) && /encoding/.test(text) && !encodings.test(text))
      throw new FormatFault("unsupported", "XML in another encoding than it is read in here", 0);
  }

  async judge(): Promise<void> {
    await this.#openVino?.judge();
    for (const rule of [xmlRules.entity, xmlRules.include, xmlRules.script])
      if (!this.#found.has(rule.id)) this.#examination.passed(rule);
  }

  #script(text: string, at: string): void {
    const script = scriptInText(text);
    if (script !== undefined)
      this.#report(xmlRules.script, `${visibleText(at.slice(0, 100))} holds ${script}.`);
  }

  #report(rule: ArtifactRule, description: string): void {
    const count = (this.#found.get(rule.id) ?? 0) + 1;
    this.#found.set(rule.id, count);
    if (count <= 20) this.#examination.found(rule, { description });
  }
}
