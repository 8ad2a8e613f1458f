import {
  beginsAsArrowFile,
  beginsAsArrowStream,
  readArrow,
  type ByteSource,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { MetadataJudge, metadataRules } from "./metadata.ts";

const twoSchemas: ArtifactRule = {
  id: "arrow/two-schemas",
  title: "The footer describes other columns than the file begins with",
  severity: "high",
  effect: "unsafe",
  hazard: "parser-differential",
  remedy: "Refuse the file: readers of streams and readers of files see different data.",
  references: ["CWE-436"],
};

/** Arrow IPC: tables of data in memory's own form, as files, streams and Feather. */
export const format: ArtifactFormat = {
  id: "arrow",
  title: "an Arrow file or stream",
  about:
    "Columns of data as Arrow keeps them in memory: IPC files and streams, Feather, data sets of Hugging Face.",
  extensions: [".arrow", ".arrows", ".feather", ".ipc"],
  rules: [twoSchemas, ...metadataRules],
  recognise: ({ head }) =>
    beginsAsArrowFile(head) ? "certain" : beginsAsArrowStream(head) ? "likely" : undefined,
  async examine(source: ByteSource, examination: Examination) {
    const judge = new MetadataJudge(examination);
    const schemas = new Map<string, string>();
    let rows = 0;
    let batches = 0;
    await readArrow(source, {
      claim: (start, end, what) => examination.claim(start, end, what),
      keyValue: (key, value) => judge.judge(key, value),
      schema: (fields, where) => {
        schemas.set(where, JSON.stringify(fields));
        examination.fact("columns", fields.length);
      },
      batch: (count) => {
        examination.signal.throwIfAborted();
        rows += count;
        batches += 1;
      },
    });
    examination.fact("batches", batches);
    examination.fact("rows", rows);
    const [first, footer] = [schemas.get("message"), schemas.get("footer")];
    if (first !== undefined && footer !== undefined && first !== footer)
      examination.found(twoSchemas, {
        description: "The schema of the footer is not that of the first message.",
      });
    else examination.passed(twoSchemas);
    judge.close();
  },
};
