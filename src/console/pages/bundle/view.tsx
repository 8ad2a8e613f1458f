import { useQuery } from "@tanstack/react-query";
import type { EvidenceStatus } from "../../../contracts/index.ts";
import { evidenceQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { CopyCommand } from "../../frame/copy-command.tsx";
import { EvidenceState } from "../../frame/evidence-state.tsx";
import { Facts, Part } from "../../frame/facts.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { useSearchState } from "../../frame/search-state.ts";
import { EvidenceChain } from "../../pictures/evidence-chain/evidence-chain.tsx";
import { dateTime } from "../../words/date.ts";
import { amount } from "../../words/rate.ts";
import { readSearch } from "./search.ts";

const isScan = (id: string): boolean => id.startsWith("scan-");

/** One bundle: what verification found, what it checked and what it could not. */
export function View() {
  const run = usePathParam("run");
  const evidence = useQuery(evidenceQuery(run));
  const [search] = useSearchState(readSearch);
  return (
    <PageBody
      title={
        <>
          Evidence of <span className="font-mono">{run}</span>
        </>
      }
      above={
        <Go to="/evidence" className="link">
          Evidence
        </Go>
      }
      actions={
        isScan(run) ? (
          <Go to="/assess/scans/$scan" params={{ scan: run }} className="button">
            Open the scan
          </Go>
        ) : (
          <Go to="/assess/runs/$run" params={{ run }} className="button">
            Open the run
          </Go>
        )
      }
    >
      <Answered query={evidence} what="bundle">
        {(status) => (
          <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
            <Verification status={status} run={run} />
            <Chain status={status} run={run} entry={search.entry} />
          </div>
        )}
      </Answered>
    </PageBody>
  );
}

function Verification({ status, run }: { readonly status: EvidenceStatus; readonly run: string }) {
  return (
    <section className="card self-start p-5" aria-label="Verification">
      <h2 className="mb-2 text-lg font-semibold">
        <EvidenceState state={status.state} />
      </h2>
      <Facts
        facts={[
          ["Entries", amount(status.entries)],
          [
            "Merkle root",
            <code key="root" className="font-mono text-xs [overflow-wrap:anywhere]">
              {status.root}
            </code>,
          ],
        ]}
      />
      {status.problems.length > 0 && (
        <Part title={`Problems (${String(status.problems.length)})`}>
          <ul className="space-y-1">
            {status.problems.map(({ entry, what }) => (
              <li key={`${String(entry)} ${what}`} className="border-l-4 border-l-breached pl-3">
                {entry === undefined ? "" : `Entry ${String(entry)}: `}
                {what}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="Checked">
        <Lines lines={status.checked} none="Nothing could be checked." />
      </Part>
      <Part title="Not checked">
        <Lines lines={status.notChecked} none="Nothing was left unchecked." />
      </Part>
      <Part title={`Checkpoints (${String(status.checkpoints.length)})`}>
        <Checkpoints checkpoints={status.checkpoints} />
      </Part>
      <Part title="Check it yourself, away from this server">
        <CopyCommand command={`bartizan evidence verify .bartizan/runs/${run}`} />
      </Part>
    </section>
  );
}

/** By key, since a bundle is nearly always signed by one. */
function Checkpoints({ checkpoints }: { readonly checkpoints: EvidenceStatus["checkpoints"] }) {
  if (checkpoints.length === 0) return <p className="text-muted">None was signed.</p>;
  const keys = [...new Set(checkpoints.map((checkpoint) => checkpoint.keyFingerprint))];
  return keys.map((key) => {
    const signed = checkpoints.filter((checkpoint) => checkpoint.keyFingerprint === key);
    const last = signed.at(-1);
    return (
      <p key={key}>
        Signed by <code className="font-mono text-xs [overflow-wrap:anywhere]">{key}</code> at{" "}
        {signed.map(({ size }) => amount(size)).join(", ")} {last?.size === 1 ? "entry" : "entries"}
        {last === undefined ? "" : `, the last at ${dateTime(last.at)}`}.
      </p>
    );
  });
}

function Lines({ lines, none }: { readonly lines: readonly string[]; readonly none: string }) {
  if (lines.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="list-disc space-y-0.5 pl-5">
      {lines.map((line) => (
        <li key={line} className="[overflow-wrap:anywhere]">
          {line}
        </li>
      ))}
    </ul>
  );
}

function Chain({
  status,
  run,
  entry,
}: {
  readonly status: EvidenceStatus;
  readonly run: string;
  readonly entry: string | undefined;
}) {
  const asked = entry === undefined ? undefined : Number(entry);
  const inPicture = status.tail.some(({ seq }) => seq === asked);
  return (
    <section aria-label="Chain">
      <h2 className="text-lg font-semibold">The newest entries</h2>
      <p className="mb-1 text-muted">
        Each entry names the digest of the one before. A cut or changed entry breaks the line.
      </p>
      {asked !== undefined && !inPicture && (
        <p className="mb-2">
          Entry {asked} is older than what is drawn here; it was read by the verification.{" "}
          {!isScan(run) && (
            <Go to="/assess/runs/$run/trials/$entry" params={{ run, entry: String(asked) }} className="link">
              Open it as a trial
            </Go>
          )}
        </p>
      )}
      {status.tail.length === 0 ? (
        <p className="text-muted">The bundle holds no readable entry.</p>
      ) : (
        <EvidenceChain tail={status.tail} chosen={asked} />
      )}
    </section>
  );
}
