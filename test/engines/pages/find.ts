/** Runs in the page: finds elements by role and name, as assistive technology does, in the same way in every engine. */
import { computeAccessibleName, getRole } from "dom-accessibility-api";

/** An element as a student would name it. All that is given has to hold. */
export interface Wanted {
  role?: string;
  /** Its accessible name, whole; or a part of it where `partly`. */
  name?: string;
  partly?: boolean;
  /** A part of what it says. */
  text?: string;
  /** Inside another, the first such. */
  inside?: Wanted;
  /** Something that takes text or a choice. */
  field?: boolean;
  /** With this value of a `data-state`. */
  state?: string;
}

export interface Found {
  /** What each says, in the order of the page. */
  texts: string[];
  /** Of the first: its value, if it is a field. */
  value: string | null;
  /** Whether the first takes what is typed. */
  editable: boolean;
  /** Of the first: where a click would meet it, px; null where something else would be hit. */
  point: { x: number; y: number } | null;
}

const shown = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.closest('[aria-hidden="true"], [inert]');

const tidy = (text: string | null): string => (text ?? "").replace(/\s+/g, " ").trim();

const fits = (element: Element, wanted: Wanted): boolean => {
  const { role, name, partly, text, field, state } = wanted;
  if (field && !element.matches("input, textarea, select")) return false;
  if (role !== undefined && getRole(element) !== role) return false;
  if (state !== undefined && element.getAttribute("data-state") !== state) return false;
  if (text !== undefined && !tidy(element.textContent).includes(text)) return false;
  if (!shown(element)) return false;
  if (name === undefined) return true;
  const named = tidy(computeAccessibleName(element));
  return partly ? named.includes(name) : named === name;
};

const all = (wanted: Wanted): Element[] => {
  const root = wanted.inside ? all(wanted.inside)[0] : document;
  if (!root) return [];
  const found = [...root.querySelectorAll("*")].filter((element) => fits(element, wanted));
  // Of a text alone, the innermost that says it.
  return wanted.role === undefined && !wanted.field
    ? found.filter((one) => !found.some((other) => other !== one && one.contains(other)))
    : found;
};

const pointOf = (element: Element): Found["point"] => {
  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = left + width / 2;
  const y = top + height / 2;
  const hit = document.elementFromPoint(x, y);
  const label = element instanceof HTMLInputElement ? (element.labels?.[0] ?? null) : null;
  const met = hit !== null && (element.contains(hit) || label?.contains(hit) === true);
  return met ? { x, y } : null;
};

const valueOf = (element: Element): string | null =>
  "value" in element && typeof element.value === "string" ? element.value : null;

const isEditable = (element: Element): boolean =>
  (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
  !element.readOnly &&
  element.getAttribute("aria-busy") !== "true" &&
  !element.disabled;

let clicked = false;

const find = (wanted: Wanted, scroll: boolean): Found => {
  const found = all(wanted);
  const [first] = found;
  clicked = false;
  if (first && scroll)
    first.addEventListener("click", () => (clicked = true), { once: true, capture: true });
  return {
    texts: found.map((element) => tidy(element.textContent)),
    value: first ? valueOf(first) : null,
    editable: first !== undefined && isEditable(first),
    point: first && scroll ? pointOf(first) : null,
  };
};

/** Puts the text in as if it had been pasted over what is there; dates, times and choices as if they had been picked. */
const fill = (wanted: Wanted, text: string): boolean => {
  const [field] = all(wanted);
  if (field instanceof HTMLSelectElement) {
    const option = [...field.options].find(({ label }) => label === text);
    if (!option) return false;
    field.value = option.value;
  } else if (field instanceof HTMLInputElement && /^(date|time)$/.test(field.type))
    field.value = text;
  else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    if (!isEditable(field)) return false;
    field.focus();
    field.select();
    return text === ""
      ? document.execCommand("delete")
      : document.execCommand("insertText", false, text);
  } else return false;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};

/** The roles and names of what is on the screen, for the message of a failure. */
const outline = (): string =>
  [...document.querySelectorAll("*")]
    .filter((element) => getRole(element) !== null && shown(element))
    .map((element) => `${getRole(element)} "${tidy(computeAccessibleName(element))}"`)
    .filter((line) => !/^(generic|presentation|none|paragraph|img|list|listitem) /.test(line))
    .join("\n");

/** Whether a click has reached what was last looked for to be clicked. */
const wasClicked = (): boolean => clicked;

const finder = { find, fill, outline, wasClicked };
declare global {
  interface Window {
    athroFinder?: typeof finder;
  }
}
window.athroFinder = finder;
