import { ComingRoom } from "../../frame/coming-room.tsx";

export function View() {
  return (
    <ComingRoom
      title="Watch"
      about="What changes at run time, with a stated false-alarm rate."
      will={[
        "Monitors with a baseline, a band and the e-value path beneath, so that an alarm says how sure it is.",
        "Alerts that gather what belongs together, and lead to the exchanges behind them.",
        "The watched column of the coverage matrix.",
      ]}
      today={{
        say: "The threat register names, for each threat, the monitors that would notice it.",
        command: "bartizan threats system.yaml",
      }}
    />
  );
}
