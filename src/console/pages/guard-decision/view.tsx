import { useQuery } from "@tanstack/react-query";
import { guardDecisionQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { DecisionStory } from "../../frame/decision-story.tsx";
import { Go } from "../../frame/go.tsx";
import { PageBody } from "../../frame/page-body.tsx";
import { usePathParam } from "../../frame/path-param.ts";

export function View() {
  const id = usePathParam("decision");
  const decision = useQuery(guardDecisionQuery(id));
  return (
    <PageBody
      title={
        <>
          Decision <span className="font-mono [overflow-wrap:anywhere]">{id}</span>
        </>
      }
      above={
        <Go to="/guard/decisions" className="link">
          Decisions
        </Go>
      }
    >
      <Answered query={decision} what="decision">
        {(detail) => (
          <div className="max-w-[860px]">
            <DecisionStory detail={detail} />
          </div>
        )}
      </Answered>
    </PageBody>
  );
}
