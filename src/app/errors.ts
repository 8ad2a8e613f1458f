import { defineErrors } from "../errors/index.ts";

export const appErrors = defineErrors("app", {
  unknownRun: {
    summary: "There is no such run in this workspace.",
    remedy: "`bartizan report --list` shows the runs.",
    exit: 2,
  },
  noSuchRun: {
    summary: "No run of this workspace fits what was asked for.",
    remedy:
      "Leave --resume or --baseline out the first time, or name the folder of the evidence with --workspace.",
    exit: 2,
  },
  unknownTarget: {
    summary: "The manifest has no such target.",
    remedy: "Check --target against `targets` in the manifest.",
    exit: 2,
  },
  unknownComponent: {
    summary: "The manifest has no such component.",
    remedy: "Check --component against `components` in the manifest.",
    exit: 2,
  },
  noTargets: {
    summary: "The manifest names no target, so there is nothing to assess.",
    remedy: "Add a `targets` section; docs/reference/targets.md shows one.",
    exit: 2,
  },
  targetUnreachable: {
    summary: "A target did not answer the probe, so no trial was sent.",
    remedy: "Start the target, check its URL and credentials, then run again.",
    exit: 3,
  },
  unwritable: {
    summary: "The workspace cannot be written.",
    remedy: "Check permissions and free space, or name another folder with --workspace.",
    exit: 2,
  },
  unknownFormat: {
    summary: "There is no such output format.",
    remedy: "`--help` lists the formats.",
    exit: 2,
  },
  practicePortTaken: {
    summary: "The practice bot's port is in use.",
    remedy:
      "Stop the other program (`bartizan range` in another terminal?), or choose another port: --port, for the tour --bot-port.",
    exit: 2,
  },
  unknownFinding: {
    summary: "There is no such finding in this workspace.",
    remedy: "`bartizan triage` lists the findings.",
    exit: 2,
  },
  checkInput: {
    summary: "What is to be checked cannot be read.",
    remedy:
      'Give one text, or JSON lines such as {"text": "…", "role": "user"} with role user, tool, document, assistant or system, or {"messages": […]}. A text that only looks like JSON is taken as one with `--as text`.',
    exit: 2,
  },
  corpusInput: {
    summary: "A protected corpus cannot be built from this.",
    remedy:
      "Name text files, and a key of sixteen characters or more by reference: `--key env:CORPUS_KEY` or `--key file:corpus.key`.",
    exit: 2,
  },
  profileInput: {
    summary: "A feature profile cannot be made from these rows.",
    remedy:
      'Give a CSV file whose first line names the features, or JSON lines such as {"age": 40, "sex": "f"}: numbers, texts, true, false, null, nothing nested.',
    exit: 2,
  },
  unwritableFile: {
    summary: "A file cannot be written.",
    remedy: "Check that its folder is there, permissions and free space, or name another file with --out.",
    exit: 2,
  },
  proposalUnfit: {
    summary: "The proposed rule cannot be added to this policy by itself.",
    remedy: "Leave --write out to see the proposal, and add it by hand where it fits.",
    exit: 2,
  },
  modelData: {
    summary: "The rows that a model is to be tested with cannot be used.",
    remedy:
      "Give CSV with a header that names each feature and the label, JSON, or NPY; every value a finite number. docs/how-to/assess-a-predicting-model.md shows each.",
    exit: 2,
  },
  noModelData: {
    summary: "A predicting target has no rows to be tested with.",
    remedy: "Give it `data` with `test`: rows and their true classes.",
    exit: 2,
  },
  unreadableTraffic: {
    summary: "The file of recorded traffic cannot be read.",
    remedy: "Check the path and its permissions; the file holds lines of JSON.",
    exit: 2,
  },
});
