import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { closeOpen } from "./close-open.ts";
import { createGrowingBlocks, type GrowingBlocks } from "./growing-blocks.ts";
import { markdown, optional } from "./parts.ts";
import { createTurns } from "./turns.ts";
import type { Wants } from "./to-html.ts";
import { watchScrollers } from "./watch-scrollers.ts";

interface MarkdownProps {
  text: string;
  /** Whether the student wrote it: then it is code and formulas alone that are shown as such. */
  own?: boolean | undefined;
  /** Copies the code of a block. */
  onCopy: (code: string) => Promise<void>;
}

type Renderer = typeof import("./render.optional.ts");

const turns = createTurns({
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setTimeout(resolve)),
});
let following = false;

/** What renders a text at `place`, once it is loaded and that text's turn has come. */
const useRenderer = (place: RefObject<HTMLElement | null>): Renderer | null => {
  const [renderer, setRenderer] = useState(() => markdown.part.peek());
  useLayoutEffect(() => {
    if (renderer || !place.current) return undefined;
    markdown.need();
    if (!following) markdown.part.subscribe((loaded) => loaded && turns.begin());
    following = true;
    return turns.take(place.current, () => setRenderer(markdown.part.peek()));
  }, []);
  return renderer;
};

/** A text in Markdown; plain until what renders it is loaded. */
export const Markdown = ({ text, own, onCopy }: MarkdownProps) => {
  const place = useRef<HTMLParagraphElement>(null);
  const renderer = useRenderer(place);
  return renderer ? (
    <Block text={text} own={own} renderer={renderer} onCopy={onCopy} />
  ) : (
    <p class="message-text" ref={place}>
      {text}
    </p>
  );
};

/** A text that is being written: what is done of it stays, and only its last block is rendered anew. */
export const GrowingMarkdown = ({ text, onCopy }: MarkdownProps) => {
  const renderer = markdown.part.value;
  const blocks = useRef<((text: string) => GrowingBlocks) | null>(null);
  if (!renderer) return <Plain text={text} />;
  blocks.current ??= createGrowingBlocks(renderer.blocksOf);
  const { done, tail } = blocks.current(text);
  const top = renderer.topHeading(text);
  return (
    <div class="markdown-blocks">
      {[...done, closeOpen(tail)].map((block, index) => (
        <Block key={index} text={block} top={top} renderer={renderer} onCopy={onCopy} />
      ))}
    </div>
  );
};

const Plain = ({ text }: { text: string }) => {
  markdown.need();
  return <p class="message-text">{text}</p>;
};

interface BlockProps extends MarkdownProps {
  renderer: Renderer;
  /** Depth of the highest headings of the text that this is a part of. */
  top?: number;
}

/** Nodes that are made outside of Preact's care: a reply is no part of the app. */
const Block = ({ text, own, top, renderer, onCopy }: BlockProps) => {
  const place = useRef<HTMLDivElement>(null);
  const wants = useRef<Wants>({ maths: false, colours: false });
  const texts = words.value.chat.markdown;
  const maths = optional.maths.part.value;
  const colours = optional.colours.part.value;
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const around = { ...texts, onCopy };
    const rendered = own
      ? renderer.renderOwn(text, { maths, colours }, around)
      : renderer.render(text, { maths, colours }, around, top);
    wants.current = rendered.wants;
    if (rendered.wants.maths) optional.maths.need();
    if (rendered.wants.colours) optional.colours.need();
    element.replaceChildren(rendered.nodes);
    return watchScrollers(element);
    // A part that this text has no use for changes nothing.
  }, [text, top, renderer, texts, wants.current.maths && maths, wants.current.colours && colours]);
  return <div class="markdown" ref={place} />;
};
