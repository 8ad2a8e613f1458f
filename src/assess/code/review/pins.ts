import type { Pin } from "../contract/index.ts";

const exact = /^={2,3}\s?([\w.+!-]{1,60})$/;

/** The versions that a file of requirements asks for; empty for any other file. */
export function pinsOf(path: string, text: string): Pin[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^(?:requirements|constraints)[\w.-]*\.txt$/.test(name)) return requirements(path, text);
  if (name === "pyproject.toml") return pyproject(path, text);
  if (/^(?:poetry|uv|pdm)\.lock$|^Pipfile\.lock$/.test(name)) return lock(path, text);
  if (name === "package.json") return packageJson(path, text);
  return [];
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_.]/g, "-");

function pin(path: string, name: string, constraint: string): Pin {
  const version = exact.exec(constraint)?.[1];
  return { name: plain(name), constraint, path, ...(version === undefined ? {} : { version }) };
}

const requirement = /^([A-Za-z][\w.-]{0,80})(?:\[[\w, .-]{0,200}\])?[ \t]?((?:[=<>!~]{1,3}[^;#]{0,120})?)/;

function requirements(path: string, text: string): Pin[] {
  return text.split("\n", 5000).flatMap((line) => {
    const [, name, constraint = ""] = requirement.exec(line.trim().slice(0, 400)) ?? [];
    return name === undefined ? [] : [pin(path, name, constraint.trim())];
  });
}

function pyproject(path: string, text: string): Pin[] {
  return text.split("\n", 5000).flatMap((line) => {
    const trimmed = line.trim().slice(0, 400);
    const quoted = /^(?:[\w-]{1,60} ?= ?\[ ?)?"([^"]{1,300})"/.exec(trimmed)?.[1];
    const [, name, constraint = ""] = quoted === undefined ? [] : (requirement.exec(quoted) ?? []);
    if (name !== undefined && constraint !== "") return [pin(path, name, constraint.trim())];
    const [, key, value] = /^([A-Za-z][\w.-]{0,80}) ?= ?"([\^~=<>!\d][^"]{0,100})"$/.exec(trimmed) ?? [];
    return key === undefined || value === undefined
      ? []
      : [pin(path, key, /^\d/.test(value) ? `==${value}` : value)];
  });
}

function lock(path: string, text: string): Pin[] {
  const pins: Pin[] = [];
  let name: string | undefined;
  for (const line of text.split("\n", 100_000)) {
    if (line.length > 300) continue;
    const given = /^name = "([^"]{1,100})"/.exec(line)?.[1];
    if (given !== undefined) name = given;
    const version = /^version = "([^"]{1,60})"/.exec(line)?.[1];
    if (version === undefined || name === undefined) continue;
    pins.push(pin(path, name, `==${version}`));
    name = undefined;
  }
  return pins;
}

function packageJson(path: string, text: string): Pin[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  const fields = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
  return fields
    .filter(([key]) => key === "dependencies" || key === "devDependencies")
    .flatMap(([, value]) => (typeof value === "object" && value !== null ? Object.entries(value) : []))
    .flatMap(([name, constraint]: [string, unknown]) =>
      typeof constraint === "string"
        ? [
            {
              name,
              constraint,
              path,
              ...(/^\d[\w.+-]{0,60}$/.test(constraint) ? { version: constraint } : {}),
            },
          ]
        : [],
    );
}
