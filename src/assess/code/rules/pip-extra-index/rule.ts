import type { CodeRule } from "../../contract/index.ts";
import { installationsOf, takesPackages } from "../../mechanisms/package-installs.ts";

/** Indexes of vendors whose own instructions say so; names on them are theirs on PyPI as well. */
const known =
  /^https:\/\/(?:download\.pytorch\.org|pypi\.org|pypi\.nvidia\.com|pypi\.ngc\.nvidia\.com|data\.pyg\.org|wheels\.vllm\.ai|abetlen\.github\.io|flashinfer\.ai)\//;
const says =
  "A package of your own index can be had from PyPI by whoever registers its name there with a higher version.";

export const rule: CodeRule = {
  ...takesPackages,
  id: "pip-extra-index",
  title: "Two indexes of packages are asked, and the higher version wins",
  languages: ["python", "shell", "dockerfile", "yaml", "text"],
  cwe: ["CWE-427", "CWE-494"],
  remedy:
    'Ask one index that passes on what it does not have: `pip install --index-url https://pypi.example.com/simple`. With uv, bind the package to its index: `[tool.uv.sources] mine = { index = "own" }`.',
  check(file, report): void {
    for (const { at, words } of installationsOf(file)) {
      const foreign = words.some((word, i) => {
        const url =
          word === "--extra-index-url" ? words[i + 1] : /^--extra-index-url=(.{1,300})/.exec(word)?.[1];
        return url !== undefined && !known.test(`${url}/`);
      });
      if (foreign) report({ at }, says);
    }
  },
};
