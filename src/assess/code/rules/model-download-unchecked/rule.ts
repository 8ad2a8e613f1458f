import { isTrue, type CodeRule } from "../../contract/index.ts";
import { downloadsOf, isInside, isPickleFile, takesUnpinned } from "../../mechanisms/model-sources.ts";

/** Anything in the file that says that a digest is looked at. */
const looks =
  /hashlib|sha256|sha512|md5|blake|known_hash|file_hash|hash_prefix|check_hash|checksum|cosign|gpg |model_signing|sigstore/i;

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "model-download-unchecked",
  title: "A pickled model is downloaded and used without looking at its digest",
  severity: "low",
  confidence: "medium",
  languages: ["python", "shell", "dockerfile", "yaml"],
  cwe: ["CWE-494", "CWE-353"],
  remedy:
    'Write down the digest once and compare it: `pooch.retrieve(url, known_hash="sha256:…")`, in a shell `echo "<sha256>  net.pt" | sha256sum --check`, in a Dockerfile `ADD --checksum=sha256:… URL /models/`.',
  check(file, report): void {
    if (file.isTest || looks.test(file.text.slice(0, 200_000))) return;
    for (const { at, url, call } of downloadsOf(file)) {
      if (!url.startsWith("https:") || isInside(url) || !isPickleFile(url)) continue;
      // A rule of its own speaks of these.
      if (call !== undefined && /load_state_dict_from_url|load_url/.test(call.method)) continue;
      if (isTrue(call?.argument("check_hash"))) continue;
      report({ at }, `Nothing here would notice another file at ${url.slice(0, 200)}.`);
    }
  },
};
