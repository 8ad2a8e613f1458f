import { ComingRoom } from "../../frame/coming-room.tsx";

export function View() {
  return (
    <ComingRoom
      title="Incidents"
      about="What happened, what was done, and on whose clock."
      will={[
        "A case with two clocks for every event: when it happened, and when it was recorded.",
        "Playbooks with containment steps, and an integrity opinion on the model and its data.",
        "A review that ends in a new case, a detector or a rule.",
      ]}
      today={{
        say: "Evidence of a run can be checked and handed over as it is.",
        command: "bartizan evidence verify .bartizan/runs/RUN",
      }}
    />
  );
}
