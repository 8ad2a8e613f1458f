import {
  beginsAsParquet,
  memorySource,
  readParquet,
  visibleText,
  type ByteSource,
} from "../../../formats/index.ts";
import { MetadataJudge } from "../arrow/metadata.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { outsidePath, outsideWords } from "../outside-paths/outside-path.ts";

const escape: ArtifactRule = {
  id: "parquet/path-escape",
  title: "A column that is read from outside of the folder",
  severity: "high",
  effect: "unsafe",
  hazard: "path-escape",
  remedy: "Refuse the file: whoever reads it opens a file of the writer's choice.",
  references: ["CWE-22", "CWE-73"],
};
const elsewhere: ArtifactRule = {
  id: "parquet/other-file",
  title: "Columns whose data are in other files",
  severity: "low",
  effect: "note",
  hazard: "external-data",
  remedy: "Examine the files it names as well.",
  references: [],
};

const mostPaths = 20;

/** Parquet: columns of data in pages, with a description at the end. */
export const format: ArtifactFormat = {
  id: "parquet",
  title: "a Parquet file",
  about: "Columns of data, packed page by page: data sets, embeddings.",
  extensions: [".parquet", ".pq"],
  rules: [escape, elsewhere],
  recognise: ({ head, tail }) =>
    beginsAsParquet(head) ? (beginsAsParquet(tail.subarray(-4)) ? "certain" : "likely") : undefined,
  async examine(source: ByteSource, examination: Examination) {
    const judge = new MetadataJudge(examination);
    const paths = new Set<string>();
    const found = new Set<ArtifactRule>();
    await readParquet(source, {
      claim: (start, end, what) => {
        examination.signal.throwIfAborted();
        examination.claim(start, end, what);
      },
      async keyValue(key, value) {
        if (Buffer.from(key).toString("utf8") !== "ARROW:schema") return judge.judge(key, value);
        const schema = Buffer.from(Buffer.from(value).toString("latin1"), "base64");
        await examination.member("ARROW:schema", memorySource(schema), { as: "arrow" });
      },
      elsewhere(path) {
        const text = Buffer.from(path).toString("utf8");
        if (paths.has(text) || paths.size >= mostPaths) return;
        paths.add(text);
        const outside = outsidePath(text);
        const rule = outside === undefined ? elsewhere : escape;
        found.add(rule);
        const is = outside === undefined ? "a file beside this one" : outsideWords[outside];
        examination.found(rule, { description: `${visibleText(text.slice(0, 200))} is ${is}.` });
      },
      whole({ rows, columns, createdBy }) {
        examination.fact("rows", rows);
        examination.fact("columns", columns);
        if (createdBy !== "") examination.fact("createdBy", visibleText(createdBy.slice(0, 200)));
      },
    });
    for (const rule of format.rules) if (!found.has(rule)) examination.passed(rule);
  },
};
