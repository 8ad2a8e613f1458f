import { useQuery } from "@tanstack/react-query";
import { trialQuery } from "../api/queries.ts";
import { Answered } from "./answered.tsx";
import { Drawer } from "./drawer.tsx";
import { Go } from "./go.tsx";
import { TrialStory } from "./trial-story.tsx";

/** One trial beside the list it was opened from. */
export function TrialDrawer({
  run,
  entry,
  close,
}: {
  readonly run: string;
  readonly entry: string;
  readonly close: () => void;
}) {
  const trial = useQuery(trialQuery(run, entry));
  return (
    <Drawer
      wide
      label={`Trial, entry ${entry}`}
      title={`Trial, entry ${entry}`}
      close={close}
      fullPage={
        <Go to="/assess/runs/$run/trials/$entry" params={{ run, entry }} className="button">
          Full page
        </Go>
      }
    >
      <Answered query={trial} what="trial">
        {(record) => <TrialStory record={record} run={run} />}
      </Answered>
    </Drawer>
  );
}
