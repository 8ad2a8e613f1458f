import type { SecurityEvent } from "../../contracts/index.ts";

/** Who speaks, and in which version of a standard. */
export interface EventContext {
  readonly product: { readonly vendor: string; readonly name: string; readonly version: string };
  /** Name of this machine. */
  readonly host: string;
  /** OCSF schema version that consumers expect; 1.8.0 unless told. The AI profile begins there. */
  readonly ocsfVersion?: string;
  /** Splunk index, where the token's default is not meant. */
  readonly index?: string;
}

/**
 * One format in which security events leave: a folder `report/events/<id>/` whose `writer.ts` exports it as
 * `writer`. Pure; whatever an event holds, what is written is one well-formed message of bounded length.
 */
export interface EventWriter {
  readonly id: string;
  readonly about: string;
  readonly mediaType: string;
  /** Holds no raw line feed, so that a file of them has one a line. */
  write(event: SecurityEvent, context: EventContext): string;
}
