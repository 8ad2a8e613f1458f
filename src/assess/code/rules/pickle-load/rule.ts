import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "pickle-load",
  title: "A pickle is opened, and a pickle may call anything",
  remedy:
    "Keep weights in safetensors (`safetensors.numpy.load_file(path)`) and other data in JSON. Where it must be a pickle, open it with an `Unpickler` whose `find_class` knows the few classes that may occur.",
  check: unpickles({
    calls: [
      "pickle.load",
      "pickle.loads",
      "pickle.Unpickler",
      "_pickle.load",
      "_pickle.loads",
      "_pickle.Unpickler",
      "cPickle.load",
      "cPickle.loads",
      "pickle5.load",
      "pickle5.loads",
      "six.moves.cPickle.load",
      "six.moves.cPickle.loads",
      "shelve.open",
      "jsonpickle.decode",
      "jsonpickle.loads",
    ],
    ownBytes: ["pickle.dumps", "_pickle.dumps", "cPickle.dumps", "pickle5.dumps", "jsonpickle.encode"],
    says: ({ callee }) => `\`${callee}\` runs whatever the bytes tell it to.`,
  }),
};
