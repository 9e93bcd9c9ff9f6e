import type { Grid, Placed } from "./grid.ts";

/** How the moved event looks: the classes of its kind, and its Athro's hue. */
export interface Look {
  classes: string;
  hue: string;
  title: string;
}

/** As the event's own element has it. */
export const lookOf = (element: HTMLElement, title: string): Look => ({
  classes: [...element.classList]
    .filter((name) =>
      /^(athro-hue|event-(plain|lesson|revision|exam|assignment|break|other))$/.test(name),
    )
    .join(" "),
  hue: element.style.getPropertyValue("--hue"),
  title,
});

interface Block {
  /** What is moved: with so few rules of its own, another place is no work for the style of what it shows. */
  frame: HTMLElement;
  element: HTMLElement;
  text: HTMLElement;
  times: Text;
  drawn: Placed | null;
}

/**
 * What is drawn of a moved event, one block for each of its days. A block is a layer of its own over the grid, and a step no more than another
 * `transform`: neither the layout nor the painting of the page has anything to do with it.
 */
export class Ghost {
  #blocks: Block[] = [];
  /** What stays at the top of a grid that is scrolled. */
  #pin = document.createElement("div");
  readonly look: Look;

  constructor(look: Look) {
    this.look = look;
    this.#pin.className = "move-pin";
  }

  draw({ scroller }: Pick<Grid, "scroller">, parts: readonly Placed[]): void {
    parts.forEach((part, index) => {
      const block = (this.#blocks[index] ??= makeBlock(this.look));
      if (part.pinned && this.#pin.parentElement !== scroller) scroller.prepend(this.#pin);
      this.#show(block, part, part.pinned ? this.#pin : scroller);
    });
    for (const { frame } of this.#blocks.splice(parts.length)) frame.remove();
  }

  remove(): void {
    for (const { frame } of this.#blocks.splice(0)) frame.remove();
    this.#pin.remove();
  }

  scrollIntoView(): void {
    this.#blocks[0]?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #show(block: Block, next: Placed, parent: HTMLElement): void {
    const { frame, element, text, times, drawn } = block;
    const { style } = element;
    if (drawn?.classes !== next.classes)
      element.className = `event-block move-ghost ${this.look.classes} ${next.classes}`;
    if (drawn?.width !== next.width) style.inlineSize = `${next.width}px`;
    if (drawn?.height !== next.height)
      style.blockSize = next.height === null ? "" : `${next.height}px`;
    if (drawn?.x !== next.x || drawn.y !== next.y)
      frame.style.transform = `translate(${next.x}px, ${next.y}px)`;
    // The words of a tall block stay in view as long as any of it does.
    if ((drawn?.tucked ?? 0) !== next.tucked) text.style.translate = `0 ${next.tucked}px`;
    if (drawn?.text !== next.text) times.data = next.text;
    if (frame.parentElement !== parent) parent.append(frame);
    block.drawn = next;
  }
}

const makeBlock = ({ hue, title }: Look): Block => {
  const frame = document.createElement("div");
  frame.className = "move-frame";
  frame.setAttribute("aria-hidden", "true");
  const element = document.createElement("div");
  if (hue !== "") element.style.setProperty("--hue", hue);
  const text = document.createElement("span");
  text.className = "event-text";
  const named = document.createElement("span");
  named.className = "event-title";
  named.textContent = title;
  const told = document.createElement("span");
  told.className = "event-times";
  const times = document.createTextNode("");
  told.append(times);
  text.append(named, told);
  element.append(text);
  frame.append(element);
  return { frame, element, text, times, drawn: null };
};
