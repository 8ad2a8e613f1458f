import { useLocation, useRouter } from "@tanstack/react-router";
import type { AriaAttributes, MouseEvent, ReactNode } from "react";
import { withoutHoles, withParams } from "./address.ts";

interface GoProps extends AriaAttributes {
  /** A path with `$name` for parameters, or `.` for this page. */
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string | undefined>>;
  /** Keep the rest of this page's state: for links that change only a part of it. */
  readonly keep?: boolean;
  readonly className?: string;
  readonly tabIndex?: number;
  readonly title?: string;
  readonly "data-place"?: string;
  readonly onFocus?: () => void;
  readonly children: ReactNode;
}

/**
 * A link inside the console. The chosen system stays chosen. A plain anchor with a real address, so that
 * it opens in a new tab as any link does; what is current is said by whoever draws it, not guessed.
 */
export function Go({ to, params, search, keep = false, children, ...rest }: GoProps) {
  const router = useRouter();
  const path = useLocation({ select: (location) => location.pathname });
  const before = useLocation({ select: (location) => location.searchStr });
  const now: Record<string, string> = Object.fromEntries(new URLSearchParams(before));
  const next = withoutHoles(keep ? { ...now, ...search } : { system: now["system"], ...search });
  const query = new URLSearchParams(next).toString();
  const href = `${to === "." ? path : withParams(to, params ?? {})}${query === "" ? "" : `?${query}`}`;
  const follow = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    router.history.push(href);
  };
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
