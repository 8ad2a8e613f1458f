/** Names that take text and read it as an expression again. */
const readers: ReadonlySet<string> = new Set(["S", "Sympify", "Lambda", "Function", "Wild"]);
/** Constructors whose first argument is a name or a number in quotes. */
const quoting: ReadonlySet<string> = new Set(["Symbol", "Dummy", "Float", "Integer", "Rational"]);
const words: ReadonlySet<string> = new Set(["and", "or", "not"]);
const token =
  /[ \t]+|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|'[A-Za-z0-9_.+-]*'|"[A-Za-z0-9_.+-]*"|[()+\-*/%<>=!&|~,[\]]/y;

/**
 * What an expression over sizes does beyond being one; undefined where it does nothing. Loaders read it with
 * `sympy.sympify`, which evaluates it as Python: so only calls of constructors, numbers, names and operators are
 * an expression here, and anything else is told of.
 *
 * @example strangeIn("Mul(Integer(2), Symbol('s0', integer=True))") // undefined
 * @example strangeIn("__import__('os').getcwd()") // "it names `__import__`"
 */
export function strangeIn(expression: string): string | undefined {
  let callee = "";
  let before = "";
  token.lastIndex = 0;
  while (token.lastIndex < expression.length) {
    const at = token.lastIndex;
    const [found = ""] = token.exec(expression) ?? [];
    if (found === "") return `it has \`${expression.charAt(at)}\` at ${at}`;
    const first = found.charAt(0);
    if (first === " " || first === "\t") continue;
    if (first === "'" || first === '"') {
      if (before !== "(" || !quoting.has(callee)) return `it has text where none belongs, at ${at}`;
    } else if (/[A-Za-z_]/.test(first)) {
      if (found.includes("__") || readers.has(found)) return `it names \`${found}\``;
    } else if (found === "(") {
      callee = /^[A-Za-z_]/.test(before) ? before : "";
      if (callee !== "" && !/^[A-Z]/.test(callee) && !words.has(callee)) return `it calls \`${callee}\``;
      if (before === ")" || before === "]") return "it calls what a call gave";
    }
    before = found;
  }
  return undefined;
}
