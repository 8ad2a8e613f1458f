import { stringOf, type CodeRule } from "../../contract/index.ts";
import { hubCalls, isCommit, takesUnpinned } from "../../mechanisms/model-sources.ts";

export const rule: CodeRule = {
  ...takesUnpinned,
  id: "diffusers-custom-pipeline",
  title: "A pipeline whose code is fetched is run",
  severity: "high",
  languages: ["python"],
  hazard: "remote-code",
  atlas: ["AML.T0010.003", "AML.T0011.000"],
  remedy:
    'Copy the pipeline into the repository and name its folder: `DiffusionPipeline.from_pretrained("org/net", custom_pipeline="./pipelines/mine")`, or pin it with `custom_revision="<40 hex digits>"`.',
  check: hubCalls(
    (call) => {
      const name = stringOf(call.argument("custom_pipeline"));
      if (
        name === undefined ||
        /^(?:\.{0,2}\/|~)|\.py$/.test(name) ||
        isCommit(call.argument("custom_revision"))
      )
        return undefined;
      return `\`${name.slice(0, 100)}\` is downloaded as a Python file and imported.`;
    },
    ["diffusers.**.from_pretrained", "diffusers.**.from_pipe"],
  ),
};
