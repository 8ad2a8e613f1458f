/** `system` follows the machine. */
export type Theme = "system" | "light" | "dark";

const key = "bartizan.theme";
export const themes = ["system", "light", "dark"] as const satisfies readonly Theme[];

export function rememberedTheme(): Theme {
  const stored = localStorage.getItem(key);
  return themes.find((theme) => theme === stored) ?? "system";
}

/** The tokens are `light-dark()` pairs, so the whole switch is one attribute. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  applyTheme(theme);
}
