import type { KeyboardEvent, MouseEvent } from "react";

/** Arrow keys move between the rows' links; Home and End go to the ends of what is drawn. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const links = [
    ...event.currentTarget.querySelectorAll<HTMLElement>("[data-row] a, [data-row] button"),
  ].filter((link) => link.closest("[data-row]")?.querySelector("a, button") === link);
  const at = links.findIndex((link) => link === document.activeElement);
  if (at < 0) return;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const target = next === undefined ? undefined : links[next];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}

/** A click anywhere in a row follows its first link; one on a link, or at the end of marking text, does not. */
export function openRow(event: MouseEvent<HTMLElement>): void {
  const target = event.target instanceof Element ? event.target : undefined;
  if (target === undefined || target.closest("a, button") !== null) return;
  if (getSelection()?.isCollapsed === false) return;
  target.closest("[data-row]")?.querySelector<HTMLElement>("a, button")?.click();
}
