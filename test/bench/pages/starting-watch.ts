/** Runs before all else: notes when the app's last message can be read, and what moves or holds up the page. The plain page has it too. */
import { MESSAGES, sentence } from "./rows.ts";

export interface Start {
  /** From when the page was asked for to when the last message could be read, ms; 0 before. */
  readable: number;
  /** Of the layout, as in Web Vitals. */
  shift: number;
  /** The longest task, ms; 0 if none took 50. */
  longest: number;
}

/** Of the Element Timing API, which is Chromium's alone and not in TypeScript's library. */
interface ElementEntry extends PerformanceEntry {
  /** When the frame was presented, ms. */
  renderTime: number;
  intersectionRect: DOMRectReadOnly;
}

const start: Start = { readable: 0, shift: 0, longest: 0 };
Object.assign(globalThis, { start });

new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    start.shift += (entry as PerformanceEntry & { value: number }).value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) start.longest = Math.max(start.longest, duration);
}).observe({ type: "longtask", buffered: true });

const last = sentence(MESSAGES - 1);
const articles = document.getElementsByTagName("article");
/** The innermost element that says what the last message says. */
const saying = (element: Element): Element => {
  const inner = [...element.children].find(({ textContent }) => textContent?.includes(last));
  return inner ? saying(inner) : element;
};
// Asked for before it is drawn: the browser tells then when it was seen.
const coming = new MutationObserver(() => {
  const said = articles[articles.length - 1];
  if (!said?.textContent?.includes(last)) return;
  coming.disconnect();
  saying(said).setAttribute("elementtiming", "last");
});
coming.observe(document, { childList: true, subtree: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const { renderTime, intersectionRect } = entry as ElementEntry;
    if (intersectionRect.height > 0) start.readable ||= renderTime;
  }
}).observe({ type: "element", buffered: true });
