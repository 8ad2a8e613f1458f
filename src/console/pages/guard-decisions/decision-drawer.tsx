import { useQuery } from "@tanstack/react-query";
import { guardDecisionQuery } from "../../api/queries.ts";
import { Answered } from "../../frame/answered.tsx";
import { DecisionStory } from "../../frame/decision-story.tsx";
import { Drawer } from "../../frame/drawer.tsx";
import { Go } from "../../frame/go.tsx";

/** One decision beside the list. */
export function DecisionDrawer({ id, close }: { readonly id: string; readonly close: () => void }) {
  const decision = useQuery(guardDecisionQuery(id));
  return (
    <Drawer
      wide
      label={`Decision ${id}`}
      title={<span className="font-mono">{id}</span>}
      close={close}
      fullPage={
        <Go to="/guard/decisions/$decision" params={{ decision: id }} className="button">
          Full page
        </Go>
      }
    >
      <Answered query={decision} what="decision">
        {(detail) => <DecisionStory detail={detail} />}
      </Answered>
    </Drawer>
  );
}
