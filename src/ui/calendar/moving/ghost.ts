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
    for (const { element } of this.#blocks.splice(parts.length)) element.remove();
  }

  remove(): void {
    for (const { element } of this.#blocks.splice(0)) element.remove();
    this.#pin.remove();
  }

  scrollIntoView(): void {
    this.#blocks[0]?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #show(block: Block, next: Placed, parent: HTMLElement): void {
    const { element, text, times, drawn } = block;
    const { style } = element;
    if (drawn?.classes !== next.classes)
      element.className = `event-block move-ghost ${this.look.classes} ${next.classes}`;
    if (drawn?.width !== next.width) style.inlineSize = `${next.width}px`;
    if (drawn?.height !== next.height)
      style.blockSize = next.height === null ? "" : `${next.height}px`;
    if (drawn?.x !== next.x || drawn.y !== next.y)
      style.transform = `translate(${next.x}px, ${next.y}px)`;
    // The words of a tall block stay in view as long as any of it does.
    if ((drawn?.tucked ?? 0) !== next.tucked) text.style.translate = `0 ${next.tucked}px`;
    if (drawn?.text !== next.text) times.data = next.text;
    if (element.parentElement !== parent) parent.append(element);
    block.drawn = next;
  }
}

const makeBlock = ({ hue, title }: Look): Block => {
  const element = document.createElement("div");
  element.setAttribute("aria-hidden", "true");
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
  return { element, text, times, drawn: null };
};
