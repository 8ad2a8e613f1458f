import { Link } from "@tanstack/react-router";
import type { AriaAttributes, ReactNode, Ref } from "react";
import { withoutHoles } from "./search-state.ts";

interface GoProps extends AriaAttributes {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string | undefined>>;
  /** Keep the rest of this page's state: for links that change only a part of it. */
  readonly keep?: boolean;
  readonly className?: string;
  readonly tabIndex?: number;
  readonly title?: string;
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly id?: string;
  readonly "data-place"?: string;
  readonly onFocus?: () => void;
  readonly children: ReactNode;
}

/** A link inside the console. The chosen system stays chosen. */
export function Go({ to, params = {}, search = {}, keep = false, children, ...rest }: GoProps) {
  return (
    <Link
      to={to}
      params={params}
      search={(before: Record<string, unknown>) =>
        withoutHoles(keep ? { ...before, ...search } : { system: before["system"], ...search })
      }
      resetScroll={!keep}
      {...rest}
    >
      {children}
    </Link>
  );
}
