import type { CodeRule } from "../../contract/index.ts";
import { commandLines } from "../../mechanisms/command-lines.ts";
import { takesPackages } from "../../mechanisms/package-installs.ts";

const shells = /^(?:(?:ba|da|z|k)?sh|python3?|perl|ruby|node)$/;
const fetches = /^(?:curl|wget)$/;
const inner = /[$<]\(\s{0,4}(?:curl|wget)\s|`(?:curl|wget)\s/;

export const rule: CodeRule = {
  ...takesPackages,
  id: "piped-installer",
  title: "What a server answers is run at once",
  severity: "high",
  languages: ["shell", "dockerfile", "yaml", "python", "javascript"],
  cwe: ["CWE-494", "CWE-829"],
  remedy:
    'Fetch, compare, then run: `curl -fsSLo install.sh https://…`, `echo "<sha256>  install.sh" | sha256sum --check`, `sh install.sh`; or install the package of your distribution at a version.',
  check(file, report): void {
    const says =
      "Whoever has the server, or the way to it, runs what they like here; nothing is compared first.";
    for (const line of commandLines(file)) {
      const piped =
        fetches.test(line.program) &&
        line.args.some((arg) => /^https?:/.test(arg)) &&
        line.pipedTo !== undefined &&
        shells.test(line.pipedTo.program) &&
        !line.pipedTo.args.some((arg) => arg === "-c" || arg === "-m" || arg.startsWith("-c"));
      const replaced =
        (shells.test(line.program) || line.program === "source" || line.program === "eval") &&
        line.args.some((arg) => inner.test(arg));
      if (piped || replaced) report(line, says);
    }
  },
};
