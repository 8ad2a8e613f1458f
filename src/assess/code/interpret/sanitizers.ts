/** Calls whose result holds nothing of the text they were given. */
const dropping = new Set(
  "int float bool len hash isinstance abs round id ord min max sum any all count index indexOf lastIndexOf parseInt parseFloat Number Boolean startswith endswith startsWith endsWith isdigit isalpha isalnum includes has test every some issubset exists sha256 hexdigest digest md5 createHash randomUUID uuid4 sleep print log info debug warning warn error".split(
    " ",
  ),
);
export const dropsTaints = (method: string): boolean => dropping.has(method);

const named: Readonly<Record<string, string>> = {
  "html.escape": "html",
  "markupsafe.escape": "html",
  "flask.escape": "html",
  "django.utils.html.escape": "html",
  "cgi.escape": "html",
  "bleach.clean": "html",
  "nh3.clean": "html",
  "dompurify.sanitize": "html",
  "isomorphic-dompurify.sanitize": "html",
  "sanitize-html": "html",
  "escape-html": "html",
  "he.encode": "html",
  xss: "html",
  "shlex.quote": "shell",
  "pipes.quote": "shell",
  "shell-quote.quote": "shell",
  "os.path.basename": "path",
  "path.basename": "path",
  "werkzeug.utils.secure_filename": "path",
  "urllib.parse.quote": "url",
  encodeURIComponent: "url",
  "ast.literal_eval": "code",
  "sqlalchemy.text": "nothing",
};

const guards =
  /guard|moderat|safety|shield|firewall|injection|jailbreak|(?:^|_)screen|rebuff|lakera|content_?filter|contentFilter/i;
const sanitizing =
  /sanitiz|sanitis|^escape|_escape$|validate|allow_?list|allowlist|whitelist|^is_?(?:safe|valid|allowed)|^assert_?(?:safe|valid|allowed)|^check_?(?:safe|valid|allowed)|^ensure_/i;
const redacting = /redact|anonymi[sz]|mask|scrub|pseudonymi|strip_pii|remove_pii|deidentif/i;

/**
 * What a call takes out of what it is given: a kind of sink, `guard` (something looked at it for
 * attacks), `redacted` (secrets and personal data taken out), or `*` (tested against what is allowed).
 */
export function clearedBy(callee: string, method: string): string | undefined {
  const exact = named[callee];
  if (exact !== undefined) return exact;
  if (callee.length > 200) return undefined;
  if (guards.test(callee)) return "guard";
  if (redacting.test(method)) return "redacted";
  if (sanitizing.test(method)) return "*";
  return undefined;
}

/** Tests of a text against something: what is tested counts as cleared behind the test. */
export const isTest = (method: string): boolean =>
  method === "fullmatch" ||
  method === "match" ||
  method === "test" ||
  method === "has" ||
  method === "includes";
