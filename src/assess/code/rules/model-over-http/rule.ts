import type { CodeRule } from "../../contract/index.ts";
import { downloadsOf, isInside, isModelFile, takesUnpinned } from "../../mechanisms/model-sources.ts";

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "model-over-http",
  title: "A model or an archive is fetched over a connection that anybody on the way can change",
  severity: "high",
  languages: ["python", "javascript", "shell", "dockerfile", "yaml"],
  cwe: ["CWE-319", "CWE-494"],
  remedy: "Use `https://`, and compare the digest of what arrives: `sha256sum --check model.sha256`.",
  check(file, report): void {
    for (const { at, url } of downloadsOf(file)) {
      if (!/^(?:http|ftp):/.test(url) || isInside(url)) continue;
      const isArchive = /\.(?:zip|tar|tgz|tar\.\w{2,4}|whl)(?:[?#]|$)/i.test(url.slice(-200));
      if (isModelFile(url) || isArchive || /\.(?:sh|py)(?:[?#]|$)/.test(url.slice(-200)))
        report({ at }, `${url.slice(0, 200)} is fetched without encryption and without a signature.`);
    }
  },
};
