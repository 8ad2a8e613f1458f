import { CopyCommand } from "./copy-command.tsx";
import { PageBody } from "./page-body.tsx";

interface ComingRoomProps {
  readonly title: string;
  readonly about: string;
  /** What this room will do, one sentence each. */
  readonly will: readonly string[];
  /** What can be done towards it today. */
  readonly today: { readonly say: string; readonly command: string };
}

/** A room that is not built: says so, what it will hold, and what can be done today. Nothing is pretended. */
export function ComingRoom({ title, about, will, today }: ComingRoomProps) {
  return (
    <PageBody title={title} about={about}>
      <section className="mt-2 max-w-[72ch] rounded-md border border-dashed border-edge p-5">
        <h2 className="text-lg font-semibold">This room is not built yet</h2>
        <p className="mt-1 text-muted">
          Nothing is measured or blocked here, and the coverage matrix counts it so.
        </p>
        <h3 className="mt-4 font-semibold">What comes</h3>
        <ul className="mt-1 list-disc space-y-1 pl-5">
          {will.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <h3 className="mt-4 mb-1.5 font-semibold">What can be done today</h3>
        <p className="mb-2">{today.say}</p>
        <CopyCommand command={today.command} />
      </section>
    </PageBody>
  );
}
