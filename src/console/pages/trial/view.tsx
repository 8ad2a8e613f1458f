import { useQuery } from "@tanstack/react-query";
import { trialQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";
import { TrialStory } from "../../frame/trial-story.tsx";

export function View() {
  const run = usePathParam("run");
  const entry = usePathParam("entry");
  const trial = useQuery(trialQuery(run, entry));
  return (
    <PageBody
      title={`Trial, entry ${entry}`}
      above={
        <>
          <Go to="/assess" className="link">
            Assess
          </Go>{" "}
          /{" "}
          <Go to="/assess/runs/$run" params={{ run }} search={{ view: "trials" }} className="link">
            {run}
          </Go>
        </>
      }
    >
      <Answered query={trial} what="trial">
        {(record) => (
          <div className="max-w-[1200px]">
            <TrialStory record={record} run={run} />
          </div>
        )}
      </Answered>
    </PageBody>
  );
}
