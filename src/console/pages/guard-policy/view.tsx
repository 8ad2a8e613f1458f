import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { GuardPolicyReport, GuardPolicyText } from "../../../contracts/index.ts";
import { guardDraftQuery, guardPolicyQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Empty } from "../../frame/empty.tsx";
import { FailureNote } from "../../frame/failure-note.tsx";
import { Digest } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { useSearchState } from "../../frame/search-state.ts";
import { useSession } from "../../frame/session-context.ts";
import { ViewLinks } from "../../frame/view-links.tsx";
import { amount } from "../../words/rate.ts";
import { may } from "../../words/role.ts";
import { ReplayView } from "./replay-view.tsx";
import { CoveredGuards, Exceptions, Rules, Tests } from "./report-tables.tsx";
import { readSearch } from "./search.ts";
import { TextEditor } from "./text-editor.tsx";

/** After the last letter, so long until the text is tried. */
const restMs = 500;

export function View() {
  const [{ file }] = useSearchState(readSearch);
  const policy = useQuery({ ...guardPolicyQuery(file ?? ""), enabled: file !== undefined });
  return (
    <PageBody
      title={<span className="font-mono [overflow-wrap:anywhere]">{file ?? "Policy"}</span>}
      above={
        <Go to="/guard/policies" className="link">
          Policies
        </Go>
      }
      about={
        policy.data?.shipped === true
          ? "Ships with Bartizan: try a change here, then inherit it in a policy of your own."
          : "Try a change here: it is checked, tested and replayed, and nothing is saved. Copy it into the file when it is right."
      }
    >
      {file === undefined ? (
        <Empty title="No policy is named in the address">
          <p>Choose one from the list of policies.</p>
        </Empty>
      ) : (
        <Answered query={policy} what="policy">
          {(saved) => <Workbench key={saved.file} saved={saved} />}
        </Answered>
      )}
    </PageBody>
  );
}

function Workbench({ saved }: { readonly saved: GuardPolicyText }) {
  const { person } = useSession();
  const mayTry = may(person.role, "triage");
  const [text, setText] = useState(saved.text);
  const rested = useRested(text);
  const changed = text !== saved.text;
  const draft = useQuery({
    ...guardDraftQuery(saved.file, rested),
    enabled: rested !== saved.text && mayTry,
  });
  const report = rested === saved.text ? saved.report : draft.data;
  return (
    <div className="grid max-w-[1500px] gap-6 @min-[940px]:grid-cols-2">
      <section aria-label="Text" className="min-w-0">
        <TextEditor
          text={text}
          onChange={setText}
          readOnly={!mayTry}
          problems={(text === rested ? report : undefined)?.problems ?? []}
          failing={(text === rested ? report : undefined)?.tests.filter(({ passed }) => !passed) ?? []}
        />
        <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
          <p role="status" className="text-muted">
            {mayTry
              ? changed
                ? "A draft: not saved anywhere."
                : "As it stands in the file."
              : `You are signed in as ${person.role}. Trying a change needs the role analyst.`}
          </p>
          {changed && (
            <span className="flex gap-2">
              <CopyText text={text} />
              <button type="button" className="button" onClick={() => setText(saved.text)}>
                Undo all
              </button>
            </span>
          )}
        </div>
        {draft.isError && rested !== saved.text && (
          <div className="mt-3">
            <FailureNote error={draft.error} retry={() => void draft.refetch()} />
          </div>
        )}
      </section>
      <section aria-label="What it amounts to" className="min-w-0">
        {report === undefined ? (
          <p role="status" className="text-muted">
            {draft.isError ? "The text could not be tried." : "Trying the text…"}
          </p>
        ) : (
          <Amounts report={report} file={saved.file} text={rested} changed={rested !== saved.text} />
        )}
      </section>
    </div>
  );
}

interface AmountsProps {
  readonly report: GuardPolicyReport;
  readonly file: string;
  readonly text: string;
  readonly changed: boolean;
}

function Amounts({ report, file, text, changed }: AmountsProps) {
  const [search] = useSearchState(readSearch);
  const { policy, problems, tests, exceptions, covered } = report;
  if (policy === undefined)
    return (
      <p className="border-l-4 border-l-breached bg-breached-wash px-3 py-2">
        <strong className="font-semibold">Cannot be used:</strong> {amount(problems.length)}{" "}
        {problems.length === 1 ? "problem" : "problems"}, listed under the text. A gateway keeps the policy it
        has.
      </p>
    );
  const failed = tests.filter(({ passed }) => !passed).length;
  return (
    <>
      <p className="mb-1">
        {policy.stamp.id} {policy.stamp.version}, <Digest value={policy.stamp.digest} />, owned by{" "}
        {policy.owner}
      </p>
      <p className="mb-3 text-xs text-muted [overflow-wrap:anywhere]">Read from {policy.files.join(", ")}</p>
      <div className="overflow-x-auto">
        <ViewLinks
          label="Parts of the policy"
          chosen={search.view}
          views={[
            { value: undefined, name: failed > 0 ? "Tests, failing" : "Tests", count: tests.length },
            { value: "rules", name: "Rules", count: policy.rules.length },
            { value: "guards", name: "Guards covered", count: covered.length },
            { value: "exceptions", name: "Exceptions", count: exceptions.length },
            { value: "replay", name: "Replay" },
          ]}
        />
      </div>
      {search.view === "rules" ? (
        <Rules rules={policy.rules} />
      ) : search.view === "guards" ? (
        <CoveredGuards covered={covered} />
      ) : search.view === "exceptions" ? (
        <Exceptions exceptions={exceptions} />
      ) : search.view === "replay" ? (
        <ReplayView file={file} text={text} changed={changed} />
      ) : (
        <Tests tests={tests} />
      )}
    </>
  );
}

/** The text once nobody has typed for a moment. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

function CopyText({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("Copy the text");
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid("Copied"),
      () => setSaid("Select it"),
    );
  };
  return (
    <button type="button" className="button" onClick={copy}>
      <span aria-live="polite">{said}</span>
    </button>
  );
}
