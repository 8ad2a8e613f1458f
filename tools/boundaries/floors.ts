/** The floors of the house, lowest first. A room may import rooms of lower floors, never of its own or a higher one. */
export const floors: readonly (readonly string[])[] = [
  ["contracts", "errors"],
  ["stats", "formats"],
  ["models"],
  ["detect", "targets", "knowledge", "evidence", "report", "store", "state", "jobs"],
  ["system"],
  ["threats"],
  ["assess", "guard", "watch", "respond", "govern"],
  ["app"],
  ["cli", "server", "gateway", "console", "library"],
];

/** Edges inside one floor that are meant. Few, and each with its reason. */
export const sameFloorEdges: readonly {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}[] = [
  { from: "cli", to: "server", because: "`bartizan serve` starts the server" },
  { from: "cli", to: "gateway", because: "`bartizan gateway` starts the gateway" },
  { from: "library", to: "gateway", because: "the library's middlewares read the gateway's dialects" },
];

/** Rooms outside `src`, and which rooms of `src` they may import. */
export const annexes: Readonly<Record<string, readonly string[]>> = {
  range: ["contracts", "stats", "formats", "models"],
};
/** Who may import an annex. */
export const annexUsers: Readonly<Record<string, readonly string[]>> = { range: ["app"] };
