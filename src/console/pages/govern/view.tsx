import { ComingRoom } from "../../frame/coming-room.tsx";

export function View() {
  return (
    <ComingRoom
      title="Govern"
      about="Which duty the evidence supports, contradicts or misses, and as of when."
      will={[
        "Duties of dated law and framework packs, each with who reviewed it.",
        "For each duty the evidence that supports or contradicts it, or that none exists.",
        "Documents that are written from the manifest and the evidence.",
      ]}
      today={{
        say: "A run's report holds the figures that such documents quote.",
        command: "bartizan report RUN --format html --output report.html",
      }}
    />
  );
}
