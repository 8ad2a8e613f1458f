import { defineErrors } from "../../errors/index.ts";

export const scanErrors = defineErrors("scan", {
  noPath: {
    summary: "Nothing was named that could be scanned.",
    remedy: "Name files or folders, or a manifest with `--system`.",
    exit: 2,
  },
  notFound: {
    summary: "A path that is to be scanned does not exist.",
    remedy: "Check the path; relative paths start at the current directory.",
    exit: 2,
  },
  suppressionsUnfit: {
    summary: "The file of suppressions does not fit its schema.",
    remedy:
      "Write `schemaVersion: bartizan.suppressions/v1`, then `suppress:` with rule, path, reason and until, and `exclude:` with path and reason.",
    exit: 2,
  },
  noGit: {
    summary: "The changes cannot be found out, because git is missing or this is no git repository.",
    remedy: "Run it inside a git work tree with git installed, or leave `--diff` out.",
    exit: 2,
  },
  noHistory: {
    summary: "Changes are asked for of something that has no history here.",
    remedy: "Leave `--diff` out, or name files and folders of a git work tree only.",
    exit: 2,
  },
  tooLarge: {
    summary: "Standard input is larger than what is taken from it.",
    remedy: "Write it into a file and scan the file; files may be of any size.",
    exit: 2,
  },
  unknownBase: {
    summary: "The base that changes are compared with is not known to git.",
    remedy:
      "Name a commit, branch or tag that was fetched; in CI, check out with the whole history (`fetch-depth: 0`).",
    exit: 2,
  },
  templatesUnfit: {
    summary: "The list of known chat templates cannot be used.",
    remedy:
      "Write one SHA-256 in each line, as `sha256sum` does; `template-sha256` among the facts of a scan is the digest.",
    exit: 2,
  },
  noCode: {
    summary: "There is no code from which a manifest could be drafted.",
    remedy: "Name the folder with the source code of the system, and leave `--only artifacts` out.",
    exit: 2,
  },
  unknownScan: {
    summary: "There is no such scan in this workspace.",
    remedy: "The page Scans of the console lists them; they lie under `.bartizan/runs`.",
    exit: 2,
  },
});
