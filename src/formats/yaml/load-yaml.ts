import { Composer, Lexer, LineCounter, Parser, type CST, type Document } from "yaml";
import type { JsonValue } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { formatsErrors } from "../errors.ts";
import { visibleText } from "../visible-text/visible-text.ts";
import { defaultYamlLimits, type Path, type YamlLimits } from "./limits.ts";
import { plainValue, type PlainDocument } from "./plain-value.ts";

export interface YamlDocument {
  readonly value: JsonValue;
  readonly file?: string;
  /**
   * Where the value at a path stands, or its key with `"key"`. A path that does not exist gives the
   * nearest part that does: the place of a missing field is the mapping that lacks it.
   */
  place(path: Path, of?: "value" | "key"): Place;
}

/**
 * Reads one YAML 1.2 (core schema) document from hostile text: bounded in size, depth, values and
 * aliases; duplicate keys, several documents, tags without a plain meaning, and numbers JSON cannot
 * hold are refused. Merge keys (`<<`) are ordinary keys, as YAML 1.2 has it.
 *
 * @throws FORMATS_TOO_LARGE, FORMATS_TOO_DEEP, FORMATS_TOO_MANY_VALUES, FORMATS_YAML_*, FORMATS_FORBIDDEN_KEY
 * @example loadYaml("zones:\n  - {id: app}\n").place(["zones", 0, "id"]) // { line: 2, column: 10, field: "zones[0].id" }
 */
export function loadYaml(
  text: string,
  options: { readonly file?: string; readonly limits?: Partial<YamlLimits> } = {},
): YamlDocument {
  const [document] = loadYamlDocuments(text, { ...options, most: 1 });
  if (document === undefined)
    throw formatsErrors.yamlSyntax("The file holds no YAML document.", fileOf(options));
  return document;
}

const fileOf = ({ file }: { readonly file?: string }): { readonly file?: string } =>
  file === undefined ? {} : { file };

/**
 * Every document of a YAML text, as `loadYaml` reads one; the limits hold for all of them together.
 *
 * @throws what `loadYaml` throws; FORMATS_YAML_SEVERAL_DOCUMENTS where there are more than `most`
 * @example loadYamlDocuments("a: 1\n---\na: 2\n").map(({ value }) => value) // [{ a: 1 }, { a: 2 }]
 */
export function loadYamlDocuments(
  text: string,
  options: { readonly file?: string; readonly limits?: Partial<YamlLimits>; readonly most?: number } = {},
): readonly YamlDocument[] {
  const limits = { ...defaultYamlLimits, ...options.limits };
  const file = fileOf(options);
  if (text.length > limits.maxLength) {
    throw formatsErrors.tooLarge(
      `The text has ${text.length} characters; the limit is ${limits.maxLength}.`,
      file,
    );
  }
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { ...file, line, column: col };
  };
  const documents = compose(tokens(text, lines, limits, at), at, file, options.most ?? 10_000);
  let left = limits;
  return documents.map((document) => {
    const plain = plainValue(document, left, at);
    left = {
      ...left,
      maxValues: left.maxValues - plain.size,
      maxAliases: left.maxAliases - plain.aliases,
    };
    return { value: plain.value, ...file, place: (path, of) => placeOf(plain, path, of ?? "value", at) };
  });
}

const MOST_PROPERTIES = 2000;

/** The concrete syntax tree is built without recursion, so depth is bounded before anything recurses. */
function* tokens(
  text: string,
  lines: LineCounter,
  limits: YamlLimits,
  at: (offset: number) => Place,
): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let lexemes = 0;
  let properties = 0;
  let scalarNext = false;
  // Between two values there are at most a few lexemes (indent, space, indicator, line end), and comments.
  const maxLexemes = limits.maxValues * 5 + 10_000;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > limits.maxDepth + 2) {
      throw formatsErrors.tooDeep(
        `The document is nested deeper than ${limits.maxDepth} levels.`,
        at(parser.offset),
      );
    }
    // Anchors, tags and directives are the part of YAML we need least and hostile files use most.
    if (!scalarNext && "&!%".includes(lexeme.charAt(0))) properties += 1;
    scalarNext = lexeme === "\u001f";
    if (++lexemes > maxLexemes || properties > MOST_PROPERTIES) {
      throw formatsErrors.tooManyValues(
        `The document holds more than ${limits.maxValues} values, or too many anchors and tags.`,
        at(parser.offset),
      );
    }
  }
  yield* parser.end();
}

function compose(
  source: Iterable<CST.Token>,
  at: (offset: number) => Place,
  file: { readonly file?: string },
  most: number,
): readonly Document.Parsed[] {
  // Duplicate keys are found in `plainValue`: the composer compares every key with every other.
  const composer = new Composer({ version: "1.2", schema: "core", merge: false, uniqueKeys: false });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(source, true, 0)) {
    documents.push(document);
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem !== undefined) {
      const failure =
        problem.code === "TAG_RESOLVE_FAILED" ? formatsErrors.yamlNotPlain : formatsErrors.yamlSyntax;
      throw failure(visibleText(firstSentence(problem.message)), at(problem.pos[0]));
    }
    if (documents.length > most) {
      throw formatsErrors.yamlSeveralDocuments(
        `The file holds more than ${most === 1 ? "one YAML document" : `${most} YAML documents`}.`,
        at(document.range[0]),
      );
    }
  }
  if (documents.length === 0) throw formatsErrors.yamlSyntax("The file holds no YAML document.", file);
  return documents;
}

const firstSentence = (message: string): string => message.split("\n")[0]?.slice(0, 300) ?? "";

function placeOf(
  plain: PlainDocument,
  path: Path,
  of: "value" | "key",
  at: (offset: number) => Place,
): Place {
  const field = fieldName(path);
  return { ...at(plain.offset(path, of)), ...(field === "" ? {} : { field }) };
}

/** A path as people write it: `components[3].zone`; keys that are not plain words are quoted. */
export function fieldName(path: Path): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === "number") return `${name}[${part}]`;
    const plain = /^[A-Za-z_][\w-]*$/.test(part);
    const shown = visibleText(part.length > 80 ? `${part.slice(0, 80)}…` : part);
    if (!plain) return `${name}[${JSON.stringify(shown)}]`;
    return name === "" ? shown : `${name}.${shown}`;
  }, "");
}
