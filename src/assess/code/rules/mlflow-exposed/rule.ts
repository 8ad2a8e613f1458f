import type { CodeRule } from "../../contract/index.ts";
import { answersEverybody, exposed } from "../../mechanisms/exposed-server.ts";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "mlflow-exposed",
  title: "MLflow answers everybody who reaches it",
  remedy:
    "Ask for a name and a password: `mlflow server --app-name basic-auth --host 0.0.0.0` (after `pip install mlflow[auth]`), or leave it at `--host 127.0.0.1` behind a proxy that does.",
  check: exposed(
    [
      { program: /^mlflow$/, command: /^(?:server|ui)$/, host: ["--host", "-h"], asks: ["--app-name"] },
      { program: /^mlflow$/, command: /^models$/, host: ["--host", "-h"], asks: [] },
    ],
    "Experiments, models and their files can be read and replaced without a password, and models that others load can be exchanged.",
  ),
};
