/** Names a case within its lane: fixed at one target says nothing about another. */
export function laneCase(lane: string, item: string): string {
  return `${lane}\n${item}`;
}
