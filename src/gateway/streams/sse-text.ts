import type { SseEvent } from "../dialects/dialect.ts";

/** An event as it goes over the wire. Line breaks in the data become further `data` lines. */
export function sseText({ event, data, id }: SseEvent): string {
  const head = `${event === undefined ? "" : `event: ${oneLine(event)}\n`}${id === undefined ? "" : `id: ${oneLine(id)}\n`}`;
  const body = /[\r\n]/.test(data) ? data.replaceAll(/\r\n|\r|\n/g, "\ndata: ") : data;
  return `${head}data: ${body}\n\n`;
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]/g, " ");
