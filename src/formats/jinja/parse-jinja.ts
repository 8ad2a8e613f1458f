import { FormatFault } from "../fault/format-fault.ts";
import type { JinjaExpression, JinjaStatement, JinjaTemplate } from "./ast.ts";
import { ExpressionReader } from "./expression.ts";
import { lexJinja, type Segment } from "./lex.ts";

/** Statements inside each other. */
const deepest = 100;

/**
 * Parses a Jinja2 template as transformers and llama.cpp's kin read chat templates: all of Jinja's own statements,
 * loop controls, `do`, and the `generation` tag. Nothing is rendered. Linear time, bounded depth.
 *
 * @throws FormatFault with the place in UTF-16 units of the template
 * @see https://jinja.palletsprojects.com/en/stable/templates/
 * @example parseJinja("{% for m in messages %}{{ m.content }}{% endfor %}").body
 */
export function parseJinja(template: string): JinjaTemplate {
  const segments = lexJinja(template);
  const comments = segments.flatMap((one) =>
    one.kind === "comment" ? [{ at: one.at, text: one.text }] : [],
  );
  const parser = new Parser(segments, template.length);
  return { body: parser.body([]), comments };
}

interface Ended {
  readonly tag: string;
  readonly reader: ExpressionReader;
}

class Parser {
  readonly #segments: readonly Segment[];
  readonly #end: number;
  #next = 0;
  #depth = 0;
  /** The tag that ended the body read last. */
  #ended: Ended | undefined;

  constructor(segments: readonly Segment[], end: number) {
    this.#segments = segments;
    this.#end = end;
  }

  /** Statements up to one of these tags, or to the end of the template where none is given. */
  body(until: readonly string[]): readonly JinjaStatement[] {
    this.#depth += 1;
    if (this.#depth > deepest)
      throw new FormatFault("too-large", "statements nested too deep in a template", this.#at());
    const statements: JinjaStatement[] = [];
    for (;;) {
      const segment = this.#segments[this.#next];
      if (segment === undefined) {
        if (until.length > 0)
          throw new FormatFault("malformed", `\`${until.at(-1)}\` is missing in a template`, this.#end);
        break;
      }
      this.#next += 1;
      if (segment.kind === "comment" || segment.kind === "data") {
        if (segment.kind === "data") statements.push({ kind: "data", text: segment.text, at: segment.at });
        continue;
      }
      const reader = new ExpressionReader(segment.tokens, this.#at());
      if (segment.kind === "output") {
        statements.push({ kind: "output", expression: this.#whole(reader), at: segment.at });
        continue;
      }
      const tag = reader.name();
      if (until.includes(tag)) {
        this.#ended = { tag, reader };
        break;
      }
      statements.push(this.#statement(tag, reader, segment.at));
    }
    this.#depth -= 1;
    return statements;
  }

  #statement(tag: string, reader: ExpressionReader, at: number): JinjaStatement {
    switch (tag) {
      case "if":
        return this.#if(reader, at);
      case "for":
        return this.#for(reader, at);
      case "set":
        return this.#set(reader, at);
      case "macro":
        return this.#macro(reader, at);
      case "call": {
        if (reader.peekOperator("(")) reader.arguments();
        const call = reader.expression();
        return { kind: "call-block", call, body: this.#bodyOf(reader, "endcall"), at };
      }
      case "filter": {
        const filter = reader.filters(undefined);
        return { kind: "filter-block", filter, body: this.#bodyOf(reader, "endfilter"), at };
      }
      case "with":
        return this.#with(reader, at);
      case "block":
        reader.name();
        while (!reader.done) reader.name();
        return { kind: "scope", tag, body: this.#bodyOf(reader, "endblock"), at };
      case "autoescape":
        reader.expression();
        return { kind: "scope", tag, body: this.#bodyOf(reader, "endautoescape"), at };
      case "generation":
        return { kind: "scope", tag, body: this.#bodyOf(reader, "endgeneration"), at };
      case "include":
      case "extends":
      case "import":
      case "from":
        return { kind: "load", tag, template: reader.expression(), at };
      case "do":
        return { kind: "do", expression: this.#whole(reader), at };
      case "break":
      case "continue":
      case "debug":
        reader.finish();
        return { kind: tag, at };
      default:
        throw new FormatFault("malformed", `the tag \`${tag.slice(0, 40)}\` is not known`, at);
    }
  }

  #if(reader: ExpressionReader, at: number): JinjaStatement {
    const branches: { test: JinjaExpression; body: readonly JinjaStatement[] }[] = [];
    let test = this.#whole(reader);
    for (;;) {
      const body = this.body(["elif", "else", "endif"]);
      branches.push({ test, body });
      const ended = this.#ending();
      if (ended.tag === "elif") {
        test = this.#whole(ended.reader);
        continue;
      }
      ended.reader.finish();
      return { kind: "if", branches, otherwise: ended.tag === "else" ? this.#bodyUntil("endif") : [], at };
    }
  }

  #for(reader: ExpressionReader, at: number): JinjaStatement {
    const target = reader.target();
    if (!reader.takeWord("in")) throw reader.wrong("`in` was expected");
    const over = reader.tuple(false);
    const when = reader.takeWord("if") ? reader.expression() : undefined;
    const recursive = reader.takeWord("recursive");
    reader.finish();
    const body = this.body(["else", "endfor"]);
    const otherwise = this.#ending().tag === "else" ? this.#bodyUntil("endfor") : [];
    return { kind: "for", target, over, when, recursive, body, otherwise, at };
  }

  #set(reader: ExpressionReader, at: number): JinjaStatement {
    const target = reader.target();
    if (reader.takeOperator("=")) {
      const value = reader.tuple();
      reader.finish();
      return { kind: "set", target, value, at };
    }
    const filter = reader.takeOperator("|") ? reader.filters(undefined) : undefined;
    return { kind: "set-block", target, filter, body: this.#bodyOf(reader, "endset"), at };
  }

  #macro(reader: ExpressionReader, at: number): JinjaStatement {
    const name = reader.name();
    const parameters: (readonly [string, JinjaExpression | undefined])[] = [];
    reader.expect("(");
    while (!reader.takeOperator(")")) {
      if (parameters.length > 0) reader.expect(",");
      if (reader.takeOperator(")")) break;
      const parameter = reader.name();
      parameters.push([parameter, reader.takeOperator("=") ? reader.expression() : undefined]);
    }
    return { kind: "macro", name, parameters, body: this.#bodyOf(reader, "endmacro"), at };
  }

  #with(reader: ExpressionReader, at: number): JinjaStatement {
    const values: (readonly [JinjaExpression, JinjaExpression])[] = [];
    while (!reader.done) {
      if (values.length > 0) reader.expect(",");
      const name: JinjaExpression = { kind: "name", name: reader.name(), at: reader.at };
      reader.expect("=");
      values.push([name, reader.expression()]);
    }
    return { kind: "with", values, body: this.#bodyOf(reader, "endwith"), at };
  }

  #bodyOf(reader: ExpressionReader, end: string): readonly JinjaStatement[] {
    reader.finish();
    return this.#bodyUntil(end);
  }

  #bodyUntil(end: string): readonly JinjaStatement[] {
    const body = this.body([end]);
    this.#ending();
    return body;
  }

  #ending(): Ended {
    const ended = this.#ended;
    if (ended === undefined) throw new FormatFault("malformed", "a tag is missing in a template", this.#end);
    return ended;
  }

  #whole(reader: ExpressionReader): JinjaExpression {
    const expression = reader.tuple();
    reader.finish();
    return expression;
  }

  #at(): number {
    return this.#segments[this.#next]?.at ?? this.#end;
  }
}
