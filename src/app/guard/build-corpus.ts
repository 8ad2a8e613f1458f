import { resolve } from "node:path";
import { buildProtectedCorpus } from "../../detect/index.ts";
import { secretReader } from "../../system/index.ts";
import { appErrors } from "../errors.ts";
import { fileLines } from "./file-lines.ts";
import { writeOutput } from "./write-output.ts";

export interface CorpusRequest {
  /** Files of text, one record or paragraph a line. */
  readonly files: readonly string[];
  readonly out: string;
  /** Where the key is: `env:NAME` or `file:PATH`. */
  readonly key: string;
  /** Words that are hashed together. */
  readonly words: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called with how many lines were read. */
  readonly each?: (lines: number) => void;
}

export interface CorpusReport {
  readonly files: number;
  readonly lines: number;
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Makes the corpus file that the detector `protected-corpus` takes: keyed hashes of runs of words, no word. The
 * same lines and key give the same file.
 *
 * @throws APP_CORPUS_INPUT, APP_UNWRITABLE_FILE, PROTECTED_CORPUS_BAD_VALUE, what reading a secret throws
 */
export async function buildCorpus(request: CorpusRequest): Promise<CorpusReport> {
  const { cwd, env, key: reference, words, each } = request;
  if (!/^(?:env|file):/u.test(reference))
    throw appErrors.corpusInput("The key stands on the command line, where every process can read it.", {
      at: "--key",
    });
  const key = await secretReader({ env, directory: cwd })(reference);
  const lines: string[] = [];
  for (const file of request.files)
    for await (const { text } of fileLines(resolve(cwd, file), appErrors.corpusInput)) {
      lines.push(text);
      each?.(lines.length);
    }
  if (lines.length === 0)
    throw appErrors.corpusInput("The files are empty.", { file: request.files.join(", ") });
  const text = buildProtectedCorpus(lines, { key: key.trim(), n: words });
  await writeOutput(resolve(cwd, request.out), text);
  // Safe: it was written just above with this field.
  const { count } = JSON.parse(text) as { count: number };
  return { files: request.files.length, lines: lines.length, entries: count, bytes: text.length };
}
