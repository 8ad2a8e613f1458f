import type { ScanStep } from "../../contracts/index.ts";
import { amount } from "../words/rate.ts";

/** How far a running scan has come: a bar by bytes, with the files in figures. */
export function ScanRunning({ progress }: { readonly progress: ScanStep | undefined }) {
  if (progress === undefined) return <span className="text-muted">running</span>;
  const { doing, files, filesDone, bytes, bytesDone } = progress;
  const figures = `${doing}: ${amount(filesDone)} of ${amount(files)}`;
  return (
    <span className="flex items-center gap-2 text-base">
      <progress
        className="h-1.5 w-16 shrink-0 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        value={bytesDone}
        max={Math.max(1, bytes)}
        aria-label={`${figures} files, running`}
      />
      <span className="text-xs whitespace-nowrap">{figures}</span>
    </span>
  );
}
