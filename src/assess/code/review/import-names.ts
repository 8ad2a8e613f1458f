/** The modules that a file imports, found by its lines alone: cheap, before anything is parsed. */
export function importNames(text: string, language: "python" | "javascript"): string[] {
  const names = new Set<string>();
  for (const line of linesOf(text)) {
    if (language === "python") fromPython(line, names);
    else fromJavascript(line, names);
    if (names.size >= 500) break;
  }
  return [...names];
}

function* linesOf(text: string): Generator<string> {
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    // Imports are short; lines of minified code are not.
    if (end - at < 2000) yield text.slice(at, end);
    at = end + 1;
  }
}

function fromPython(line: string, names: Set<string>): void {
  const words = line.trimStart();
  if (words.startsWith("import ")) {
    for (const part of words.slice(7).split(",")) {
      const [name] = part.trim().split(/[ #;]/, 1);
      if (name !== undefined && name !== "") names.add(name);
    }
    return;
  }
  if (!words.startsWith("from ")) return;
  const rest = words.slice(5).trimStart();
  const [module] = rest.split(/\s/, 1);
  if (module === undefined || module === "") return;
  names.add(module);
  const at = rest.indexOf(" import ");
  if (at < 0) return;
  // `from package import module`: the module may be what is imported.
  for (const part of rest.slice(at + 8).split(",")) {
    const name = /^\s?\(?\s?([A-Za-z_]\w{0,80})/.exec(part)?.[1];
    if (name !== undefined) names.add(module.endsWith(".") ? `${module}${name}` : `${module}.${name}`);
  }
}

const quoted = /(?:from|require\(|import\(|import)\s?["']([^"']{1,300})["']/g;

function fromJavascript(line: string, names: Set<string>): void {
  if (!line.includes("from") && !line.includes("require") && !line.includes("import")) return;
  for (const [, name] of line.matchAll(quoted)) if (name !== undefined) names.add(name);
}
