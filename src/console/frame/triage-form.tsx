import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Triage, TriagedFinding } from "../../contracts/index.ts";
import { request } from "../api/request.ts";
import { may } from "../words/role.ts";
import { FailureNote } from "./failure-note.tsx";
import { useSession } from "./session-context.ts";
import { triageOf, type TriageDraft } from "./triage-draft.ts";

const choices: readonly { readonly state: Triage["state"]; readonly say: string }[] = [
  { state: "open", say: "Open" },
  { state: "accepted", say: "Accept the risk until a date" },
  { state: "false-positive", say: "False positive" },
  { state: "fixed", say: "Fixed" },
];

/** What people decide about a finding. Who may is shown here and decided by the server. */
export function TriageForm({ finding }: { readonly finding: TriagedFinding }) {
  const { person } = useSession();
  const cache = useQueryClient();
  const name = useId();
  const [draft, setDraft] = useState<TriageDraft>(() => startingDraft(finding.triage));
  const save = useMutation({
    mutationFn: (triage: Triage) =>
      request<TriagedFinding>("PUT", `/api/findings/${encodeURIComponent(finding.id)}/triage`, {
        body: { triage },
      }),
    onSuccess: async () => {
      await Promise.all(
        ["findings", "finding", "run"].map((key) => cache.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  if (!may(person.role, "triage"))
    return (
      <p className="text-muted">
        You are signed in as {person.role}. Triage needs the role analyst; accepting a risk needs approver.
      </p>
    );
  const triage = triageOf(draft, person.name);
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (triage !== undefined) save.mutate(triage);
      }}
    >
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="sr-only">Decision</legend>
        {choices.map(({ state, say }) => (
          <label key={state} className="flex items-center gap-1.5">
            <input
              type="radio"
              name={name}
              className="accent-accent"
              checked={draft.state === state}
              disabled={state === "accepted" && !may(person.role, "accept-risk")}
              onChange={() => setDraft({ ...draft, state })}
            />
            {say}
          </label>
        ))}
      </fieldset>
      {!may(person.role, "accept-risk") && (
        <p className="text-xs text-muted">Accepting a risk needs the role approver.</p>
      )}
      {draft.state === "accepted" && (
        <label className="block">
          Until
          <input
            type="date"
            required
            className="field ml-2"
            value={draft.until}
            onChange={(event) => setDraft({ ...draft, until: event.target.value })}
          />
        </label>
      )}
      {draft.state !== "open" && (
        <label className="block">
          Reason, as an auditor should read it
          <textarea
            required
            rows={3}
            className="field mt-1 h-auto! w-full py-1.5!"
            value={draft.reason}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        </label>
      )}
      <div className="flex items-center gap-3">
        <button
          type="submit"
          className="button button-main"
          disabled={triage === undefined || save.isPending}
        >
          Save as {person.name}
        </button>
        <span role="status" className="text-muted">
          {save.isSuccess ? "Saved, in the triage file and the workspace ledger." : ""}
        </span>
      </div>
      {save.isError && <FailureNote error={save.error} />}
    </form>
  );
}

function startingDraft(triage: Triage): TriageDraft {
  return {
    state: triage.state,
    until: triage.state === "accepted" ? triage.until.slice(0, 10) : "",
    reason: triage.state === "open" ? "" : triage.reason,
  };
}
