import { xmlText } from "./xml-values.ts";

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly etag: string;
}

/** One page of ListObjectsV2 (Amazon S3 API Reference). */
export interface ListingPage {
  readonly objects: readonly ListedObject[];
  /** Where the next page starts; undefined on the last. */
  readonly next?: string;
}

/** Undefined where the text is no such page. Linear: each sign is looked at a fixed number of times. */
export function readListing(text: string): ListingPage | undefined {
  const open = text.indexOf("<ListBucketResult");
  if (open === -1 || !text.includes("</ListBucketResult>") || text.includes("<!DOCTYPE")) return undefined;
  const objects: ListedObject[] = [];
  let outside = "";
  let at = open;
  for (;;) {
    const start = text.indexOf("<Contents>", at);
    if (start === -1) break;
    const end = text.indexOf("</Contents>", start);
    if (end === -1) return undefined;
    outside += text.slice(at, start);
    const inner = text.slice(start, end);
    const key = xmlText(inner, "Key");
    const size = xmlText(inner, "Size");
    const etag = xmlText(inner, "ETag");
    if (key === undefined || etag === undefined || size === undefined || !/^\d{1,15}$/.test(size))
      return undefined;
    objects.push({ key: keyOf(key), bytes: Number(size), etag });
    at = end + "</Contents>".length;
  }
  outside += text.slice(at);
  const next = xmlText(outside, "NextContinuationToken");
  const more = xmlText(outside, "IsTruncated") === "true";
  // A page that says there is more and not where would silently end the listing.
  if (more && (next === undefined || next === "")) return undefined;
  return { objects, ...(more && next !== undefined ? { next } : {}) };
}

/** Keys come URL-encoded, as was asked for. */
function keyOf(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
