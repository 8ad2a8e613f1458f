import type { CodeRule } from "../../contract/index.ts";
import { installationsOf, takesPackages } from "../../mechanisms/package-installs.ts";

/** `git+https://host/org/name(.git)(@ref)(#egg=…)`: the ref, if there is one. */
function refOf(source: string): string | undefined {
  const [address = ""] = source.slice(source.indexOf("git+") + 4, 500).split("#", 1);
  const scheme = address.indexOf("://");
  const path = address.indexOf("/", scheme < 0 ? 0 : scheme + 3);
  const sign = path < 0 ? -1 : address.indexOf("@", path);
  return sign < 0 ? undefined : address.slice(sign + 1);
}

const moving = /^(?:main|master|dev|develop|HEAD|nightly|latest|refs\/heads\/.*)?$/;

export const rule: CodeRule = {
  ...takesPackages,
  id: "pip-git-unpinned",
  title: "A package is installed from a repository at whatever commit it is now",
  languages: ["python", "shell", "dockerfile", "yaml", "text"],
  remedy: "Name the commit: `pip install git+https://github.com/org/name@<40 hex digits>`.",
  check(file, report): void {
    for (const { at, words } of installationsOf(file)) {
      const source = words.find(
        (word) => word.includes("git+") && /git\+(?:https?|ssh|git|file):/.test(word),
      );
      if (source === undefined) continue;
      const ref = refOf(source);
      if (ref === undefined || moving.test(ref))
        report({ at }, `${source.slice(0, 200)} is what was pushed last, and its \`setup.py\` is run.`);
    }
  },
};
