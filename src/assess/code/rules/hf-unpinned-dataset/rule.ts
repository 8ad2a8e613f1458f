import { stringOf, type CodeRule } from "../../contract/index.ts";
import { hubCalls, isCommit, isRepository, takesUnpinned } from "../../mechanisms/model-sources.ts";

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "hf-unpinned-dataset",
  title: "A data set is taken from a hub in whatever version it is",
  severity: "low",
  effect: "note",
  languages: ["python"],
  atlas: ["AML.T0010.002", "AML.T0020"],
  owasp: ["LLM04:2025", "ML02:2023"],
  remedy: 'Name the commit that was looked at: `load_dataset("org/rows", revision="<40 hex digits>")`.',
  check(file, report): void {
    if (file.isTest) return;
    hubCalls(
      (call) => {
        const repository = stringOf(
          call.argument(call.method === "snapshot_download" ? "repo_id" : "path", 0),
        );
        const revision = call.argument("revision");
        if (!isRepository(repository) || call.open) return undefined;
        if (call.method === "snapshot_download" && stringOf(call.argument("repo_type")) !== "dataset")
          return undefined;
        if (revision !== undefined && (stringOf(revision) === undefined || isCommit(revision)))
          return undefined;
        return `Rows of \`${repository}\` can be added or changed between two runs, and nobody would see it.`;
      },
      [
        "datasets.load_dataset",
        "datasets.load.load_dataset",
        "huggingface_hub.snapshot_download",
        "datasets.load_dataset_builder",
      ],
    )(file, report);
  },
};
