import type { CodeRule } from "../../contract/index.ts";
import { installationsOf, takesPackages } from "../../mechanisms/package-installs.ts";

const pinned = /==|^[.~/]|@[0-9a-f]{40}|\.whl$|^\{\}$/;

export const rule: CodeRule = {
  ...takesPackages,
  id: "pip-install-in-code",
  title: "A program installs packages while it runs",
  languages: ["python"],
  remedy:
    "Name the package in `pyproject.toml` with its version and install it when the image is built. Where it must be later, install from a file with digests: `pip install --require-hashes -r extra.txt`.",
  check(file, report): void {
    if (
      file.isTest ||
      file.path.endsWith(".ipynb") ||
      /^(?:setup|noxfile|tasks|fabfile)\.py$/.test(file.name)
    )
      return;
    for (const { at, packages, words } of installationsOf(file)) {
      if (words.includes("--require-hashes")) continue;
      const loose = packages.find((name) => !pinned.test(name));
      if (loose !== undefined)
        report(
          { at },
          `\`${loose.slice(0, 100)}\` is fetched in whatever version there is, with the rights of this program.`,
        );
    }
  },
};
