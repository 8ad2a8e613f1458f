import { useQuery } from "@tanstack/react-query";
import type { FindingDetail } from "../../../contracts/index.ts";
import { findingQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { FindingStory } from "../../frame/finding-story.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { TrialStory } from "../../frame/trial-story.tsx";
import { dateTime } from "../../words/date.ts";

export function View() {
  const id = usePathParam("finding");
  const finding = useQuery(findingQuery(id));
  return (
    <PageBody
      title={finding.data?.title ?? id}
      above={
        <>
          <Go to="/assess" className="link">
            Assess
          </Go>{" "}
          /{" "}
          <Go to="/assess/findings" className="link">
            Findings
          </Go>
        </>
      }
    >
      <Answered query={finding} what="finding">
        {(detail) => (
          <div className="grid gap-6 xl:grid-cols-[minmax(340px,2fr)_3fr]">
            <div className="card self-start p-5">
              <FindingStory finding={detail} />
              <SeenIn seenIn={detail.seenIn} />
            </div>
            <Transcripts detail={detail} />
          </div>
        )}
      </Answered>
    </PageBody>
  );
}

function SeenIn({ seenIn }: { readonly seenIn: FindingDetail["seenIn"] }) {
  return (
    <section className="mt-5">
      <h3 className="eyebrow mb-1.5">Seen in</h3>
      <ul className="space-y-0.5">
        {seenIn.map(({ run, at }) => (
          <li key={run}>
            <Go to="/assess/runs/$run" params={{ run }} className="link font-mono text-xs">
              {run}
            </Go>{" "}
            <span className="text-muted">{dateTime(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Transcripts({ detail }: { readonly detail: FindingDetail }) {
  if (detail.transcripts.length === 0)
    return (
      <p className="text-muted">
        No transcript is kept for this finding. The ledger entries on the left hold what was recorded.
      </p>
    );
  return (
    <div className="space-y-5">
      {detail.transcripts.map((record) => (
        <section
          key={`${record.case.id} ${String(record.entry)}`}
          className="card p-5"
          aria-label={`Transcript, entry ${String(record.entry)}`}
        >
          <TrialStory record={record} run={runOf(detail, record.entry)} />
        </section>
      ))}
    </div>
  );
}

/** A transcript knows its ledger entry; which run's ledger it is, the finding's references say. */
function runOf(detail: FindingDetail, entry: number): string {
  return (
    (detail.evidence.find((ref) => ref.entry === entry) ?? detail.evidence[0])?.run ??
    detail.seenIn[0]?.run ??
    ""
  );
}
