import { stringOf, type CodeRule } from "../../contract/index.ts";
import { settingsOf } from "../../mechanisms/settings.ts";
import { answersEverybody, exposed, isEverywhere } from "../../mechanisms/exposed-server.ts";

const says =
  "Jobs can be submitted at this address without a password: that is a shell for everybody who reaches it.";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "ray-dashboard-exposed",
  title: "The dashboard of Ray runs jobs for everybody who reaches it",
  severity: "high",
  atlas: ["AML.T0049", "AML.T0050"],
  owasp: ["ML06:2023", "A05:2021"],
  remedy:
    "Leave the dashboard at `127.0.0.1` and use an SSH tunnel, or switch tokens on in every process (Ray 2.52 and later): `RAY_AUTH_MODE=token`.",
  check(file, report): void {
    const asksBySetting = /^RAY_AUTH_MODE$/;
    exposed(
      [{ program: /^ray$/, command: /^start$/, host: ["--dashboard-host"], asks: [], asksBySetting }],
      says,
    )(file, report);
    if (settingsOf(file).some(({ name }) => asksBySetting.test(name))) return;
    for (const call of file.callsTo("ray.init"))
      if (isEverywhere(stringOf(call.argument("dashboard_host")))) report(call, says);
  },
};
