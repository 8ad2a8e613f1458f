/** "2026-11-23 13:31 UTC". Dates are always absolute here: evidence is argued about months later. */
export function dateTime(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "unreadable date";
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** "2026-11-23". */
export function day(iso: string): string {
  return dateTime(iso).slice(0, 10);
}

/** "4 min 12 s" between two instants. */
export function duration(fromIso: string, toIso: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 1000));
  if (Number.isNaN(seconds)) return "unknown";
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min ${String(seconds % 60)} s`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
