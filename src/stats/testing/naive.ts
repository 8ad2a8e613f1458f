/**
 * The definition of the betting confidence set, followed to the letter and slowly: for every candidate mean of a
 * grid, multiply out each gambler's capital, average over 4,000 gamblers placed by the arcsine law, and keep the
 * means at which the average stays under 1/α. Shares no code with the sequence it checks.
 */
export function naiveSet(
  values: readonly number[],
  alpha: number,
  steps: number,
): { low: number; high: number } {
  const kept: number[] = [];
  for (let i = 1; i < steps; i++) {
    if (naiveCapital(values, i / steps) < 1 / alpha) kept.push(i / steps);
  }
  return { low: Math.min(...kept), high: Math.max(...kept) };
}

export function naiveCapital(values: readonly number[], mean: number, gamblers = 4000): number {
  let total = 0;
  for (let j = 0; j < gamblers; j++) {
    const q = Math.sin((((j + 0.5) / gamblers) * Math.PI) / 2) ** 2;
    const stake = (q - mean) / (mean * (1 - mean));
    let capital = 1;
    for (const value of values) capital *= 1 + stake * (value - mean);
    total += capital;
  }
  return total / gamblers;
}
