import { confirm, group, isCancel, multiselect, select, text } from "@clack/prompts";
import { idFromName, type DraftAnswers } from "../../system/index.ts";

const needed = (value: string | undefined): string | undefined =>
  value === undefined || value.trim() === "" ? "An answer is needed." : undefined;

/** Asks a person on the terminal; undefined when they gave up. */
export async function askForDraft(signal: AbortSignal): Promise<DraftAnswers | undefined> {
  let gaveUp = false;
  const answers = await group(
    {
      name: () => text({ message: "What is the system called?", validate: needed, signal }),
      purpose: () => text({ message: "What is it for, in a sentence?", validate: needed, signal }),
      users: () =>
        select({
          message: "Who uses it?",
          options: [
            { value: "consumers" as const, label: "consumers" },
            { value: "employees" as const, label: "employees" },
            { value: "businesses" as const, label: "businesses" },
            { value: "public" as const, label: "anybody" },
          ],
          signal,
        }),
      autonomy: () =>
        select({
          message: "How much does it do by itself?",
          options: [
            { value: "answers" as const, label: "it answers" },
            { value: "drafts" as const, label: "it drafts, people send" },
            { value: "acts-with-approval" as const, label: "it acts after somebody agreed" },
            { value: "acts-alone" as const, label: "it acts alone" },
          ],
          signal,
        }),
      hosted: () =>
        select({
          message: "Who runs the model?",
          options: [
            { value: "vendor" as const, label: "a vendor" },
            { value: "self" as const, label: "we do" },
          ],
          signal,
        }),
      retrieval: () => confirm({ message: "Does it answer from documents?", signal }),
      memory: () => confirm({ message: "Does it remember from one conversation to the next?", signal }),
      effects: () =>
        multiselect({
          message: "What can its tools do? (none: just press enter)",
          options: (["read", "write", "money", "communicate", "code"] as const).map((value) => ({ value })),
          required: false,
          signal,
        }),
      url: () =>
        text({
          message: "An OpenAI-compatible endpoint of a test environment? (empty: later)",
          placeholder: "http://127.0.0.1:8421/v1",
          signal,
        }),
      model: ({ results }) =>
        (results.url ?? "").trim() === ""
          ? Promise.resolve("my-model")
          : text({ message: "The model's name there?", placeholder: "mira-l2", signal }),
    },
    { onCancel: () => void (gaveUp = true) },
  );
  if (gaveUp || Object.values(answers).some((answer) => isCancel(answer))) return undefined;
  const { hosted, url, model, ...rest } = answers;
  const address = (url ?? "").trim();
  return {
    ...rest,
    id: idFromName(rest.name),
    jurisdictions: ["EU"],
    model: { hosted, name: String(model).trim() || "my-model" },
    ...(address === "" ? {} : { url: address }),
  };
}
