import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "joblib-load",
  title: "A model of joblib is opened, which is a pickle",
  remedy:
    'Save scikit-learn models with skops: `skops.io.dump(model, "model.skops")`, and load them with `skops.io.load("model.skops", trusted=[…])`, naming the few types that you have looked at.',
  check: unpickles({
    calls: [
      "joblib.load",
      "joblib.numpy_pickle.load",
      "sklearn.externals.joblib.load",
      "compress_pickle.load",
      "compress_pickle.loads",
    ],
    says: ({ callee }) => `\`${callee}\` unpickles the file, and with it calls what the file names.`,
  }),
};
