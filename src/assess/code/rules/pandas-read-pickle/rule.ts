import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "pandas-read-pickle",
  title: "A table is read out of a pickle",
  remedy: "Keep tables in Parquet: `frame.to_parquet(path)` and `pandas.read_parquet(path)`.",
  check: unpickles({
    calls: [
      "pandas.read_pickle",
      "pandas.io.pickle.read_pickle",
      "modin.pandas.read_pickle",
      "cudf.read_pickle",
    ],
    says: () => "The file is a pickle: it can call anything before a table comes out of it.",
  }),
};
