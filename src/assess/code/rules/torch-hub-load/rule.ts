import { isTrue, stringOf, type CodeRule } from "../../contract/index.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

const commit = /:[0-9a-f]{40}$/;

export const rule: CodeRule = {
  ...loadsCode,
  id: "torch-hub-load",
  title: "Code of a repository is fetched and run to get a model",
  severity: "high",
  hazard: "remote-code",
  cwe: ["CWE-494", "CWE-829"],
  atlas: ["AML.T0010.001", "AML.T0010.003"],
  remedy:
    'Pin the commit that was looked at: `torch.hub.load("pytorch/vision:<40 hex digits>", "resnet50")`, or clone it and use `source="local"`.',
  check(file, report): void {
    for (const call of file.callsTo("torch.hub.load", "torch.hub.help", "torch.hub.list")) {
      if (stringOf(call.argument("source")) === "local") continue;
      const repository = stringOf(call.argument(call.method === "load" ? "repo_or_dir" : "github", 0));
      if (repository === undefined || !/^[\w.-]+\/[\w.-]+(?::[^\s:]+)?$/.test(repository)) continue;
      if (commit.test(repository)) continue;
      const trusts = isTrue(call.argument("trust_repo"))
        ? " `trust_repo=True` leaves out the question whether to trust it."
        : "";
      report(
        call,
        `\`${repository}\` is downloaded at whatever commit it is now, and its \`hubconf.py\` is run.${trusts}`,
      );
    }
  },
};
