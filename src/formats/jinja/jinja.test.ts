import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatFault } from "../fault/format-fault.ts";
import { mutantsOf } from "../testing/mutants.ts";
import { parseJinja, type JinjaExpression } from "./index.ts";

/** An expression as text with all brackets, so that precedence shows. */
function shown(one: JinjaExpression | undefined): string {
  if (one === undefined) return "";
  const args = (given: readonly JinjaExpression[]): string => given.map(shown).join(",");
  if (one.kind === "constant") return JSON.stringify(one.value);
  if (one.kind === "name") return one.name;
  if (one.kind === "attribute") return `${shown(one.target)}.${one.name}`;
  if (one.kind === "item") return `${shown(one.target)}[${shown(one.key)}]`;
  if (one.kind === "slice") return one.parts.map(shown).join(":");
  if (one.kind === "call")
    return `${shown(one.target)}(${[args(one.args), ...one.named.map(([k, v]) => `${k}=${shown(v)}`)].filter(Boolean).join(",")})`;
  if (one.kind === "filter") return `${shown(one.target)}|${one.name}(${args(one.args)})`;
  if (one.kind === "test")
    return `(${shown(one.target)} is ${one.negated ? "not " : ""}${one.name}(${args(one.args)}))`;
  if (one.kind === "operation")
    return `(${shown(one.first)}${one.rest.map(({ operator, right }) => ` ${operator} ${shown(right)}`).join("")})`;
  if (one.kind === "conditional")
    return `(${shown(one.value)} if ${shown(one.test)} else ${shown(one.otherwise)})`;
  if (one.kind === "list") return `list(${args(one.items)})`;
  if (one.kind === "tuple") return `tuple(${args(one.items)})`;
  if (one.kind === "dict") return `{${one.entries.map(([k, v]) => `${shown(k)}:${shown(v)}`).join(",")}}`;
  return `(${one.kind} ${shown(one.target)})`;
}

function expression(text: string): string {
  const [statement] = parseJinja(`{{ ${text} }}`).body;
  return statement?.kind === "output" ? shown(statement.expression) : "none";
}

describe("expressions bind as Jinja's do", () => {
  it.each([
    ["a or b and not c", "(a or (b and (not c)))"],
    ["not a in b", "(not (a in b))"],
    ["a not in b and c", "((a not in b) and c)"],
    ["1 + 2 * 3 ~ 'x'", '(1 + ((2 * 3) ~ "x"))'],
    ["-a|abs", "(minus a)|abs()"],
    ["a + b|upper", "(a + b|upper())"],
    ["2 ** 3 * 4", "((2 ** 3) * 4)"],
    ["a.b['c'](1, d=2)[0]", 'a.b["c"](1,d=2)[0]'],
    ["a.0", "a[0]"],
    ["a[1:], a[::-1], a[:2]", "tuple(a[1:],a[::(minus 1)],a[:2])"],
    ["x is not defined and y is divisibleby 3", "((x is not defined()) and (y is divisibleby(3)))"],
    ["x is none or y", "((x is none()) or y)"],
    ["a if b else c if d else e", "(a if b else (c if d else e))"],
    ["a if b", "(a if b else )"],
    ["'a' \"b\"", '"ab"'],
    [String.raw`'\x5f\137\u005f\n'`, String.raw`"___\n"`],
    ["{'a': {'b': [1, (2,)]}}", '{"a":{"b":list(1,tuple(2))}}'],
    ["()", "tuple()"],
    ["f(*a, **b)", "f((spread a),(spread b))"],
    ["1_000 + 0x1F + 1.5e3", "(1000 + 31 + 1500)"],
    ["a|f(1)|g is string", "(a|f(1)|g() is string())"],
    ["a == b != c", "(a == b != c)"],
    ["true and None", "(true and null)"],
  ])("%s", (text, as) => {
    expect(expression(text)).toBe(as);
  });
});

describe("statements", () => {
  it("reads each kind", () => {
    const { body } = parseJinja(
      `
      {% if a %}1{% elif b %}2{% else %}3{% endif %}
      {% for k, v in x.items() if v recursive %}{{ loop(v) }}{% break %}{% else %}none{% endfor %}
      {% set a, b = 1, 2 %}{% set ns.x = 1 %}{% set t | upper %}text{% endset %}
      {% macro m(a, b=1) %}{{ caller() }}{% endmacro %}{% call(x) m(1) %}c{% endcall %}
      {% filter upper|trim %}f{% endfilter %}{% with a = 1, b = 2 %}{% endwith %}
      {% block b scoped %}{% endblock b %}{% autoescape true %}{% endautoescape %}{% generation %}g{% endgeneration %}
      {% include 'a' ignore missing %}{% import 'b' as c %}{% from 'd' import e %}{% extends 'f' %}{% do x.y() %}`.replace(
        "endblock b",
        "endblock",
      ),
    );
    expect(body.map(({ kind }) => kind).filter((kind) => kind !== "data")).toEqual([
      "if",
      "for",
      "set",
      "set",
      "set-block",
      "macro",
      "call-block",
      "filter-block",
      "with",
      "scope",
      "scope",
      "scope",
      "load",
      "load",
      "load",
      "load",
      "do",
    ]);
  });

  it("takes white space away where it is told to, and nowhere else", () => {
    const texts = (template: string): string[] =>
      parseJinja(template).body.flatMap((one) => (one.kind === "data" ? [one.text] : []));
    expect(texts("a {{- x -}} b {{ y }} c")).toEqual(["a", "b ", " c"]);
    expect(texts("a {#- c -#} b")).toEqual(["a", "b"]);
    expect(texts("{% raw %}{{ x }}{% endraw %}")).toEqual(["{{ x }}"]);
    expect(texts("{%- raw -%} {% x {%- endraw -%} b")).toEqual(["{% x", "b"]);
    expect(texts("{ { } } # %")).toEqual(["{ { } } # %"]);
  });

  it("ends an output at the braces that are its own", () => {
    expect(expression("{'a': {'b': 1}}")).toBe('{"a":{"b":1}}');
    expect(expression("'}}'")).toBe('"}}"');
    expect(parseJinja("{# {{ x }} #}").comments).toEqual([{ at: 0, text: " {{ x }} " }]);
  });

  it.each([
    "{% if a %}",
    "{% endif %}",
    "{{ a",
    "{% for x y %}{% endfor %}",
    "{{ a b }}",
    "{{ }}",
    "{% nothing %}",
    "{{ 'a }}",
    "{# a",
    "{% raw %}",
    "{{ (a] }}",
    "{{ a ? b }}",
    "{% if a %}{% else %}{% elif b %}{% endif %}",
  ])("refuses %s", (template) => expect(() => parseJinja(template)).toThrow(FormatFault));
});

describe("hostile templates", () => {
  it("are done in linear time and bounded depth", () => {
    const hostile = [
      "(",
      "[",
      "{",
      "-",
      "not ",
      "a.",
      "a|b",
      "a if b else ",
      "{% raw %}",
      "{% if a %}",
      "{{",
      "{#",
      "{% ",
      "a(",
      "'\\",
      "1 + ",
      "a ~ ",
      "x is ",
    ];
    const refused = (template: string): boolean => {
      try {
        parseJinja(template);
        return false;
      } catch (fault) {
        expect(fault).toBeInstanceOf(FormatFault);
        return true;
      }
    };
    for (const piece of hostile) {
      const many = piece.repeat(Math.ceil(1_000_000 / piece.length));
      expect(refused(`{{ ${many} }}`), piece).toBe(true);
      refused(`{% if ${many} %}`);
      refused(many);
    }
    const flat = `{{ a${" + a".repeat(200_000)} }}`;
    expect(parseJinja(flat).body).toHaveLength(1);
    expect(parseJinja("{".repeat(1_000_001).replaceAll("{{", "{ ")).body).toHaveLength(1);
  });

  it("no text does more than be refused", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "{{",
            "}}",
            "{%",
            "%}",
            "if",
            "endif",
            "for",
            "in",
            "a",
            ".",
            "'",
            "|",
            "(",
            ")",
            "-",
            " ",
            "1",
            "is",
            "set",
            "=",
          ),
        ),
        (pieces) => {
          try {
            parseJinja(pieces.join(" "));
          } catch (fault) {
            expect(fault).toBeInstanceOf(FormatFault);
          }
        },
      ),
      { numRuns: 500 },
    );
    const template = Buffer.from(
      "{% for m in messages if m.a %}{{ m['b']|trim + \"c\" }}{% else %}{%- set x = {'a': [1]} -%}{% endfor %}",
    );
    for (const { bytes, how } of mutantsOf(template, 2))
      try {
        parseJinja(Buffer.from(bytes).toString("latin1"));
      } catch (fault) {
        expect(fault, how).toBeInstanceOf(FormatFault);
      }
  });
});
