import { ComingRoom } from "../../frame/coming-room.tsx";

export function View() {
  return (
    <ComingRoom
      title="Guard"
      about="What is blocked at run time, and why."
      will={[
        "A policy over the same detectors that judge the assessments: allow, redact, block or ask for approval; it fails closed.",
        "Every rule replayed over recorded traffic first: what it would have stopped, and whom it would have broken.",
        "Decisions as evidence, and the guarded column of the coverage matrix.",
      ]}
      today={{
        say: "The threat register names, for each threat, the guards that would cover it.",
        command: "bartizan threats system.yaml",
      }}
    />
  );
}
