import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { answersEverybody } from "../../mechanisms/exposed-server.ts";

export const rule: CodeRule = {
  ...answersEverybody,
  id: "gradio-share",
  title: "A demo of Gradio is put on the public internet",
  languages: ["python"],
  confidence: "high",
  remedy:
    'Leave `share` out, and ask for a password where others need it: `demo.launch(auth=[("name", os.environ["DEMO_PASSWORD"])])`.',
  check: dangerousCalls([
    {
      calls: ["gradio.**.launch", "gradio.**().queue().launch"],
      argument: "share",
      when: (value, call) =>
        value?.kind === "literal" &&
        value.value === true &&
        call.argument("auth") === undefined &&
        !call.open,
      says: "`share=True` opens a tunnel: everybody who guesses or is told the address reaches the model and the files that Gradio may serve.",
    },
  ]),
};
