import { isTrue, stringOf, type CodeRule } from "../../contract/index.ts";
import {
  fromHub,
  hubCalls,
  isCommit,
  isRepository,
  repositoryOf,
  takesUnpinned,
} from "../../mechanisms/model-sources.ts";

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "hf-unpinned-model",
  title: "A model is taken from a hub in whatever version it is",
  severity: "low",
  effect: "note",
  languages: ["python"],
  atlas: ["AML.T0010.003"],
  remedy:
    'Name the commit that was tested: `AutoModel.from_pretrained("org/net", revision="<40 hex digits>")`. A branch or a tag can be moved.',
  check(file, report): void {
    if (file.isTest) return;
    hubCalls((call) => {
      const repository = repositoryOf(call);
      const revision = call.argument("revision");
      if (repository === undefined || call.open || isTrue(call.argument("local_files_only")))
        return undefined;
      if (revision !== undefined && (stringOf(revision) === undefined || isCommit(revision)))
        return undefined;
      return `\`${repository}\` is what its owner makes of it next.`;
    }, fromHub)(file, report);
    hubCalls(
      (call) => {
        const repository = stringOf(call.argument("repo_id", 0));
        const revision = call.argument("revision");
        if (!isRepository(repository) || call.open) return undefined;
        if (stringOf(call.argument("repo_type")) === "dataset") return undefined;
        if (revision !== undefined && (stringOf(revision) === undefined || isCommit(revision)))
          return undefined;
        return `\`${repository}\` is what its owner makes of it next.`;
      },
      [
        "huggingface_hub.hf_hub_download",
        "huggingface_hub.snapshot_download",
        "huggingface_hub.**.hf_hub_download",
      ],
    )(file, report);
  },
};
