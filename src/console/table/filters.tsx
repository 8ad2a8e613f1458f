import { useEffect, useState } from "react";

/** The text filter of a page. Reached with `/`. Writes to the URL a moment after the last letter. */
export function TextFilter({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value ?? "");
  const [known, setKnown] = useState(value ?? "");
  // The URL changed under us (back, a cleared filter): it wins.
  if ((value ?? "") !== known) {
    setKnown(value ?? "");
    setText(value ?? "");
  }
  useEffect(() => {
    if (text === known) return undefined;
    const timer = setTimeout(() => {
      setKnown(text);
      onChange(text);
    }, 120);
    return () => clearTimeout(timer);
  }, [text, known, onChange]);
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      aria-keyshortcuts="/"
      className="field w-[220px]"
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** One choice of few; "all" is no choice. */
export function ChoiceFilter({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
}) {
  return (
    <label className="inline-flex items-center gap-1.5 text-muted">
      {label}
      <select
        className="field max-w-[210px]"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
      >
        <option value="">all</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Words as their own labels. */
export function plain(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: value }));
}
