/** What a guard may ask of an input. */
const asked: ReadonlySet<string> = new Set(["size", "stride", "storage_offset", "dim", "ndim", "numel"]);
/** What it may call by its bare name, beside names with a capital letter: functions over numbers. */
const called: ReadonlySet<string> = new Set(["min", "max", "abs", "int", "cast_symbool_to_symint_guardless"]);
const words: ReadonlySet<string> = new Set(["and", "or", "not", "if", "else", "is", "None", "True", "False"]);
const names: ReadonlySet<string> = new Set(["L", "math", "torch", "inf", ...words]);
const token =
  / +|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|'[A-Za-z0-9_ .-]*'|"[A-Za-z0-9_ .-]*"|[()+\-*/%<>=!&|,[\].]/y;

/**
 * What a guard of an exported program does beyond comparing sizes of inputs; undefined where it does nothing.
 * `ExportedProgram.module()` puts guards into a function's source and executes it.
 *
 * @example strangeInGuard("L['x'].size()[0] >= 2") // undefined
 * @example strangeInGuard("torch.hub.load('a', 'b')") // "it reaches `torch.hub`"
 */
export function strangeInGuard(guard: string): string | undefined {
  let before = "";
  let owner = "";
  token.lastIndex = 0;
  while (token.lastIndex < guard.length) {
    const at = token.lastIndex;
    const [found = ""] = token.exec(guard) ?? [];
    if (found === "") return `it has \`${guard.charAt(at)}\` at ${at}`;
    const first = found.charAt(0);
    if (first === " ") continue;
    if (first === "'" || first === '"') {
      if (before !== "[") return `it has text where none belongs, at ${at}`;
    } else if (/[A-Za-z_]/.test(first)) {
      const why = before === "." ? strangeMember(owner, found) : strangeName(found);
      if (why !== undefined) return why;
    } else if (found === "(") {
      const isNamed = /^[A-Z]/.test(before) || called.has(before) || asked.has(before) || words.has(before);
      const isMember = owner === "math" || owner === "torch";
      if (/^[A-Za-z_]/.test(before) && !isNamed && !isMember) return `it calls \`${before}\``;
      if (before === ")" || before === "]" || before === "L") return "it calls what it was given";
    }
    if (found === ".") owner = before;
    else if (!/^[A-Za-z_]/.test(found)) owner = "";
    before = found;
  }
  return undefined;
}

const strangeName = (name: string): string | undefined =>
  name.includes("__") ||
  !(names.has(name) || called.has(name) || /^[A-Z]/.test(name) || /^[a-z][0-9]+$/.test(name))
    ? `it names \`${name}\``
    : undefined;

function strangeMember(owner: string, member: string): string | undefined {
  if (owner === "math") return /^[a-z0-9]+$/.test(member) ? undefined : `it reaches \`math.${member}\``;
  if (owner === "torch") return member.startsWith("sym_") ? undefined : `it reaches \`torch.${member}\``;
  return asked.has(member) && (owner === "]" || owner === ")") ? undefined : `it reaches \`.${member}\``;
}
