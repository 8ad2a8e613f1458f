import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useState, type RefObject } from "react";

export const rowHeight = 34;

export interface RowWindow {
  /** Indexes to draw, in order. */
  readonly shown: readonly number[];
  /** Empty space before and after, in pixels. */
  readonly before: number;
  readonly after: number;
  readonly scrollTo: (index: number) => void;
}

/** Draws only the rows near the visible part, so that 10,000 rows scroll like 50. Rows are of one height. */
export function useWindowedRows(count: number, table: RefObject<HTMLElement | null>): RowWindow {
  const [offset, setOffset] = useState(0);
  const scroller = (): HTMLElement | null =>
    table.current?.closest<HTMLElement>("#page-scroll, [data-scroll]") ?? null;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: scroller,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: offset,
  });
  // Whatever stands above the table may change height; its place is measured after every drawing.
  useLayoutEffect(() => {
    const root = scroller();
    if (root === null || table.current === null) return;
    const top = table.current.getBoundingClientRect().top - root.getBoundingClientRect().top + root.scrollTop;
    if (Math.abs(top - offset) > 1) setOffset(top);
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  return {
    shown: items.map((item) => item.index),
    before: first === undefined ? 0 : first.start - offset,
    after: last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - offset),
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
  };
}
