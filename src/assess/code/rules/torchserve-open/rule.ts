import type { CodeRule } from "../../contract/index.ts";
import { commandLines, optionOf } from "../../mechanisms/command-lines.ts";
import { settingsOf } from "../../mechanisms/settings.ts";
import { answersEverybody } from "../../mechanisms/exposed-server.ts";

const property =
  /^[ \t]{0,8}(disable_token_authorization[ \t]?=[ \t]?true|management_address[ \t]?=[ \t]?https?:\/\/0\.0\.0\.0\b.{0,10})/gm;

export const rule: CodeRule = {
  ...answersEverybody,
  id: "torchserve-open",
  title: "TorchServe takes orders from everybody who reaches it",
  severity: "high",
  languages: ["shell", "dockerfile", "yaml", "python", "text"],
  owasp: ["ML06:2023", "A05:2021"],
  remedy:
    "Leave token authorization on (take `--disable-token-auth` and `disable_token_authorization=true` out) and the management address at `http://127.0.0.1:8081`.",
  check(file, report): void {
    for (const line of commandLines(file))
      if (line.program === "torchserve" && optionOf(line, "--disable-token-auth") !== undefined)
        report(line, "`--disable-token-auth` lets everybody register a model, and a model is code.");
    for (const setting of settingsOf(file))
      if (setting.name === "TS_DISABLE_TOKEN_AUTHORIZATION" && setting.value === "true")
        report(setting, "Without tokens everybody can register a model, and a model is code.");
    if (!file.name.endsWith(".properties")) return;
    for (const { 0: text, 1: found = "", index } of file.text.matchAll(property)) {
      const start = index + text.length - found.length;
      report(
        { start, end: index + text.length },
        `\`${found}\`: everybody who reaches it can register a model, and a model is code.`,
      );
    }
  },
};
