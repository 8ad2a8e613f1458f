import { stringOf, type CodeFile, type CodeRule, type Report } from "../../contract/index.ts";
import { commandLines, optionOf } from "../../mechanisms/command-lines.ts";
import { settingsOf } from "../../mechanisms/settings.ts";
import { answersEverybody } from "../../mechanisms/exposed-server.ts";

const applications = ["NotebookApp", "ServerApp", "IdentityProvider", "LabApp", "PasswordIdentityProvider"];
const says =
  "An empty token gives a shell on this machine to everybody who reaches the port, and to web pages open in a browser on it.";

function configured(file: CodeFile, report: Report): void {
  const empty = file.assignments.filter(({ target, value }) => {
    const [, application, name] = /^c\.(\w{1,40})\.(token|password)$/.exec(target) ?? [];
    return (
      application !== undefined &&
      applications.includes(application) &&
      name === "token" &&
      stringOf(value) === ""
    );
  });
  const hasPassword = file.assignments.some(
    ({ target, value }) => /^c\.\w{1,40}\.(?:hashed_)?password$/.test(target) && stringOf(value) !== "",
  );
  if (!hasPassword) for (const found of empty) report(found, says);
}

export const rule: CodeRule = {
  ...answersEverybody,
  id: "jupyter-without-token",
  title: "A notebook server asks for no token",
  severity: "high",
  confidence: "high",
  atlas: ["AML.T0049", "AML.T0050"],
  owasp: ["ML06:2023", "A07:2021"],
  remedy:
    'Leave the token that Jupyter makes, or set one from outside: `jupyter lab --IdentityProvider.token="$JUPYTER_TOKEN"`; reach the server through a tunnel and not with `--ip=0.0.0.0`.',
  check(file, report): void {
    for (const line of commandLines(file)) {
      if (
        !/^(?:jupyter(?:-lab|-notebook|-server)?|start-notebook\.(?:sh|py)|start\.sh|notebook|jupyterlab)$/.test(
          line.program,
        )
      )
        continue;
      const token = optionOf(line, ...applications.map((name) => `--${name}.token`));
      const password = applications
        .map((name) => optionOf(line, `--${name}.password`, `--${name}.hashed-password`))
        .find((given) => given !== undefined && given !== "" && !/^(?:''|"")$/.test(given));
      if ((token === "" || token === "''" || token === '""') && password === undefined) report(line, says);
    }
    for (const setting of settingsOf(file))
      if (setting.name === "JUPYTER_TOKEN" && setting.value === "") report(setting, says);
    if (file.language === "python" && /^jupyter_\w{1,40}config\.py$/.test(file.name))
      configured(file, report);
  },
};
