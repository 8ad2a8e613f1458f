import { isFalse, nameOf, type CodeRule } from "../../contract/index.ts";
import { commandLines, optionOf } from "../../mechanisms/command-lines.ts";
import { isInside, takesUnpinned } from "../../mechanisms/model-sources.ts";
import { settingsOf } from "../../mechanisms/settings.ts";

const says =
  "Anybody on the way can answer in the place of the server, and what is fetched here is then theirs.";
const clients = [
  "requests.*",
  "requests.Session().*",
  "httpx.*",
  "httpx.Client().*",
  "httpx.AsyncClient().*",
  "aiohttp.TCPConnector",
];

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "tls-verification-off",
  title: "The certificate of the server is not looked at",
  severity: "high",
  languages: ["python", "javascript", "shell", "dockerfile", "yaml"],
  cwe: ["CWE-295"],
  owasp: ["LLM03:2025", "A02:2021"],
  remedy:
    'Trust the authority of your own network by its certificate: `requests.get(url, verify="/etc/ssl/own-ca.pem")`, `curl --cacert own-ca.pem …`, `pip --cert own-ca.pem …`.',
  check(file, report): void {
    if (file.isTest) return;
    for (const call of file.callsTo(...clients)) {
      const option = call.callee.startsWith("aiohttp") ? "ssl" : "verify";
      const url = call.argument("url", 0);
      if (isFalse(call.argument(option)) && !(url?.kind === "literal" && isInside(String(url.value))))
        report(call, says);
    }
    for (const found of file.assignments)
      if (
        (found.resolved === "ssl._create_default_https_context" &&
          nameOf(found.value)?.endsWith("_create_unverified_context") === true) ||
        (/^(?:requests\.Session|httpx\.Client)\(\)\.verify$/.test(found.resolved ?? "") &&
          isFalse(found.value))
      )
        report(found, says);
    for (const { name, value, at } of settingsOf(file))
      if (
        (/^(?:GIT_SSL_NO_VERIFY|HF_HUB_DISABLE_SSL_VERIFICATION)$/.test(name) &&
          /^(?:1|true)$/i.test(value ?? "")) ||
        (/^(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)$/.test(name) && value === "0") ||
        (/^(?:CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE)$/.test(name) && value === "")
      )
        report({ at }, says);
    for (const line of commandLines(file)) {
      const inside = line.args.some((arg) => /^https?:/.test(arg) && isInside(arg));
      const off =
        (line.program === "curl" &&
          line.args.some((arg) => arg === "--insecure" || /^-[a-zA-Z]*k[a-zA-Z]*$/.test(arg))) ||
        (line.program === "wget" && optionOf(line, "--no-check-certificate") !== undefined) ||
        (/^pip3?$/.test(line.program) && optionOf(line, "--trusted-host") !== undefined);
      if (off && !inside) report(line, says);
    }
  },
};
