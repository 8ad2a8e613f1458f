import type { DockerInstruction } from "../contract/index.ts";

/** The instructions of a Dockerfile, with lines that end in `\` joined and comments left out. */
export function dockerInstructions(text: string): DockerInstruction[] {
  const instructions: DockerInstruction[] = [];
  let at = 0;
  while (at < text.length && instructions.length < 20_000) {
    const start = at;
    let joined = "";
    let goesOn = true;
    while (goesOn && at < text.length) {
      const found = text.indexOf("\n", at);
      const end = found < 0 ? text.length : found;
      const line = text.slice(at, end).trimEnd();
      at = end + 1;
      if (line.trimStart().startsWith("#")) {
        goesOn = joined !== "";
        continue;
      }
      goesOn = line.endsWith("\\");
      joined += goesOn ? `${line.slice(0, -1)} ` : line;
    }
    const space = joined.trimStart();
    const cut = space.search(/[ \t]/);
    if (space === "") continue;
    const lead = joined.length - space.length;
    instructions.push({
      at: { start: start + lead, end: Math.min(at - 1, text.length) },
      instruction: (cut < 0 ? space : space.slice(0, cut)).toUpperCase(),
      text: cut < 0 ? "" : space.slice(cut + 1).trim(),
    });
  }
  return instructions;
}
