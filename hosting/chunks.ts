/** In which files the page's scripts and styles come. */
import type { Rolldown } from "vite";

type ChunkingContext = Rolldown.ChunkingContext;

/** What derives ids is named by uuid's index, of which the entry only needs what draws them. */
const LATER = /\/uuid\/dist\/(v5|v35|sha1|parse)\./;

/**
 * What every page loads first comes in one file: in many small ones it is larger, and each is asked for on its own. With it comes what
 * the first visit's welcome is made of, and the styles of what comes next and of a chat: a start would else ask for them one by one, and its
 * scripts would wait for them.
 */
const firstFile = (id: string, context: ChunkingContext): string | null =>
  isImported(id, context, (_, { isEntry }) => isEntry) ||
  (!id.endsWith(WELCOME) && isOf(WELCOME, id, context)) ||
  (id.endsWith(".css") && (isOf(NEXT_PART, id, context) || isOf(CHAT, id, context)))
    ? "base"
    : null;

/** And so does what every page loads next where someone has begun, with what a chat has in common with home, the calendar and words. */
const nextFile = (id: string, context: ChunkingContext): string | null =>
  isOf(NEXT_PART, id, context) ||
  (isOf(CHAT, id, context) && isImported(id, context, (by) => NEXT.test(by)))
    ? "opened"
    : null;

/**
 * A chat comes in one file more, with its words and what it shares with other screens: a cold start would walk from one small file to the
 * next. Its words in the other language weigh 2 kB, less than a file of their own costs there.
 */
const chatFile = (id: string, context: ChunkingContext): string | null =>
  isOf(CHAT, id, context) || id.endsWith(LAST_CHAT) || CHAT_WORDS.test(id) ? "chat" : null;

const isOf = (screen: string, id: string, context: ChunkingContext): boolean =>
  isImported(id, context, (by) => by.endsWith(screen));

/** Home, the calendar, and their words. */
const NEXT = /\/src\/ui\/(home\/home-screen|calendar\/calendar-screen|i18n\/\w+\/\w+)\.tsx?$/;
/** What every page loads next where someone has begun. */
const NEXT_PART = "/src/opened-store.ts";
const CHAT = "/src/ui/chat/chat-screen.tsx";
const CHAT_WORDS = /\/src\/ui\/i18n\/\w+\/chat\.ts$/;
/** Leads on to one. */
const LAST_CHAT = "/src/ui/chat/last-chat-screen.tsx";
const WELCOME = "/src/ui/home/welcome-screen.tsx";

type Info = Pick<
  NonNullable<ReturnType<ChunkingContext["getModuleInfo"]>>,
  "isEntry" | "importers"
>;

/** Asking the bundler takes long, and each module is asked about for each file. */
const infos = new Map<string, Info | null>();
const infoOf = (id: string, context: ChunkingContext): Info | null => {
  const known = infos.get(id);
  if (known !== undefined) return known;
  const asked = context.getModuleInfo(id);
  // Each look at such a list is a call of its own.
  const info = asked && { isEntry: asked.isEntry, importers: [...asked.importers] };
  infos.set(id, info);
  return info;
};

/** Whether a module that `is` so imports a module, itself or by others, and does not only load it when it needs it. */
const isImported = (
  id: string,
  context: ChunkingContext,
  is: (id: string, info: Info) => boolean,
  seen = new Set<string>(),
): boolean => {
  if (seen.has(id) || LATER.test(id)) return false;
  seen.add(id);
  const info = infoOf(id, context);
  if (!info) return false;
  return is(id, info) || info.importers.some((by) => isImported(by, context, is, seen));
};

/** Words carry their language in their name: `home.cy-….js`. */
export const languageOf = (id: string | null): string => {
  const language = id && /\/i18n\/(en|cy)\//.exec(id)?.[1];
  return language ? `.${language}` : "";
};

/** The first that has a name for a module takes it. */
export const chunkGroups = [
  { name: firstFile, priority: 3 },
  { name: nextFile, priority: 2 },
  { name: chatFile, priority: 1 },
];
