/** Members that hold identifiers, media types and cursors: no model and no person reads them as text. */
export const opaque: ReadonlySet<string> = new Set(
  `jsonrpc id type role mimeType progressToken requestId cursor nextCursor protocolVersion taskId toolUseId level
  stopReason lastModified`.split(/\s+/),
);
