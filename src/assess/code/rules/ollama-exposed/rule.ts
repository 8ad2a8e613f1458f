import { at, nodesOf, scalarOf, walk, type CodeRule } from "../../contract/index.ts";
import { settingsOf } from "../../mechanisms/settings.ts";
import { answersEverybody, isEverywhere } from "../../mechanisms/exposed-server.ts";

const says = "Ollama has no password: whoever reaches the port runs, fetches and deletes models.";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "ollama-exposed",
  title: "Ollama answers everybody who reaches it",
  owasp: ["LLM10:2025", "ML05:2023"],
  remedy:
    'Leave `OLLAMA_HOST` at `127.0.0.1`; in Compose publish the port for this machine only: `ports: ["127.0.0.1:11434:11434"]`, and put a proxy that asks for a key before it.',
  check(file, report): void {
    // Inside of a container it has to listen everywhere; there the published port decides.
    const services = [...walk(file.language === "yaml" ? file.data : undefined)].filter(({ node }) =>
      /(?:^|\/)ollama(?::|@|$)/.test(String(scalarOf(at(node, "image")) ?? "")),
    );
    for (const { node } of services)
      for (const port of nodesOf(at(node, "ports")))
        if (/^(?:0\.0\.0\.0:)?\d{2,5}:11434(?:\/tcp)?$/.test(String(scalarOf(port) ?? "")))
          report(port, says);
    if (file.language === "yaml" || file.language === "dockerfile") return;
    for (const setting of settingsOf(file))
      if (setting.name === "OLLAMA_HOST" && isEverywhere(setting.value)) report(setting, says);
  },
};
