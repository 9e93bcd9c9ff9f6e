/** Runs in the app's page before all else: notes when the last message can be read, and what moves or holds up the page. */
import { MESSAGES, sentence } from "./rows.ts";

export interface Start {
  /** From when the page was asked for to when the last message could be read, ms; 0 before. */
  readable: number;
  /** Of the layout, as in Web Vitals. */
  shift: number;
  /** The longest task, ms; 0 if none took 50. */
  longest: number;
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
const look = (): void => {
  const said = articles[articles.length - 1];
  const { bottom } = said?.getBoundingClientRect() ?? { bottom: Infinity };
  if (!said?.textContent?.includes(last) || bottom > innerHeight)
    return void requestAnimationFrame(look);
  // What is drawn in this frame is seen when the next task runs.
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => {
    start.readable = performance.now();
  });
  port1.start();
  port2.postMessage(null);
};
requestAnimationFrame(look);
