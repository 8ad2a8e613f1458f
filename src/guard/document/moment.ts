const day = /^\d{4}-\d{2}-\d{2}$/;

/** Milliseconds since the epoch; a bare date begins with its day (UTC). NaN for a day that does not exist. */
export function beginningOf(moment: string): number {
  const parsed = Date.parse(day.test(moment) ? `${moment}T00:00:00.000Z` : moment);
  if (Number.isNaN(parsed)) return parsed;
  // `2027-02-30` would silently be the 2nd of March.
  const date = moment.slice(0, 10);
  const noon = new Date(Date.parse(`${date}T12:00:00.000Z`));
  return noon.toISOString().startsWith(date) ? parsed : Number.NaN;
}

/** As `beginningOf`, but a bare date holds to the end of its day (UTC). */
export function endOf(moment: string): number {
  return beginningOf(moment) + (day.test(moment) ? 86_400_000 : 0);
}
