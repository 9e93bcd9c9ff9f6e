import type { VNode } from "preact";
import { exec } from "preact-iso/router";
import type { Section } from "../i18n/dictionaries.ts";
import { loadWords } from "../i18n/language.ts";
import { LateScreen } from "./late-screen.tsx";

type Params = Readonly<Record<string, string>>;
/** Makes a screen from its route's parameters. */
type Screen = (params: Params) => VNode;

interface Loadable<T> {
  /** What the screen shows of the words, beside the shell's. A test compares it with what its code reads. */
  words: readonly Section[];
  load: () => Promise<T>;
}

interface Route extends Loadable<Screen> {
  path: string;
  /** Whether it is there before the student has chosen between an account and none. */
  open?: true;
  /** Whether it shows nothing by itself, and goes on to another. */
  leads?: true;
}

const idOf = (params: Params): string => params["id"] ?? "";

const CHAT: Route = {
  path: "/athro/:id",
  words: ["chat"],
  load: async () => {
    const { ChatScreen } = await import("../chat/chat-screen.tsx");
    return (params) => <ChatScreen id={idOf(params)} />;
  },
};

/** Every screen is a chunk of its own, precached by the worker or an optional part. */
const ROUTES: readonly Route[] = [
  {
    path: "/",
    words: ["calendar", "home"],
    load: async () => {
      const { HomeScreen } = await import("../home/home-screen.tsx");
      return () => <HomeScreen />;
    },
  },
  {
    path: "/athros",
    words: ["chat"],
    load: async () => {
      const { AthrosScreen } = await import("../chat/athros-screen.tsx");
      return () => <AthrosScreen />;
    },
  },
  {
    path: "/athro",
    leads: true,
    words: [],
    load: async () => {
      // It leads on to a chat.
      const chat = bringChat();
      const { LastChatScreen } = await import("../chat/last-chat-screen.tsx");
      await chat;
      return () => <LastChatScreen />;
    },
  },
  CHAT,
  {
    path: "/sessions/:id",
    words: ["chat"],
    load: async () => {
      const { SessionScreen } = await import("../chat/session-screen.tsx");
      return (params) => <SessionScreen id={idOf(params)} />;
    },
  },
  {
    path: "/calendar",
    words: ["calendar", "planner"],
    load: async () => {
      const { CalendarScreen } = await import("../calendar/calendar-screen.tsx");
      return () => <CalendarScreen />;
    },
  },
  {
    path: "/plan",
    words: ["calendar", "study"],
    load: async () => {
      const { PlanScreen } = await import("../study/plan-screen.optional.tsx");
      return () => <PlanScreen />;
    },
  },
  {
    path: "/search",
    words: ["calendar", "search"],
    load: async () => {
      const { SearchScreen } = await import("../search/search-screen.tsx");
      return () => <SearchScreen />;
    },
  },
  {
    path: "/sync",
    words: ["calendar", "sync"],
    load: async () => {
      const { SyncScreen } = await import("../sync-status/sync-screen.tsx");
      return () => <SyncScreen />;
    },
  },
  {
    path: "/settings",
    open: true,
    words: ["account", "data", "device", "older", "settings", "storage", "sync", "tutor"],
    load: async () => {
      const { SettingsScreen } = await import("../settings/settings-screen.tsx");
      return () => <SettingsScreen />;
    },
  },
  {
    path: "/share",
    open: true,
    words: ["share"],
    load: async () => {
      const { ShareScreen } = await import("../share/share-screen.tsx");
      return () => <ShareScreen />;
    },
  },
  {
    path: "/account",
    open: true,
    words: ["access", "account"],
    load: async () => {
      const { AccountScreen } = await import("../account/account-screen.tsx");
      return () => <AccountScreen />;
    },
  },
];

const WELCOME: Loadable<Screen> = {
  words: ["home", "settings"],
  load: async () => {
    const { WelcomeScreen } = await import("../home/welcome-screen.tsx");
    return () => <WelcomeScreen />;
  },
};

const NOT_FOUND: Loadable<Screen> = {
  words: [],
  load: async () => {
    const { NotFoundScreen } = await import("./not-found-screen.tsx");
    return () => <NotFoundScreen />;
  },
};

/** Screens that have come, with their words. */
const come = new Map<Loadable<Screen>, Screen>();

/** After this it is said of a screen that it has not come, ms: a request may hang for minutes. */
const LATE_MS = 15_000;

/** A screen and its words, both on their way at once. */
const begin = async (of: Loadable<Screen>, params: Params): Promise<() => VNode> => {
  const [screen] = await Promise.all([of.load(), loadWords(of.words)]);
  come.set(of, screen);
  return () => screen(params);
};

/** Resolves also where it can't be had: whoever shows it asks again, and says so. */
const bringChat = (): Promise<unknown> => begin(CHAT, {}).catch(() => {});

/** Resolves with what comes, or after a while with what says that it has not, until it does. */
const inTimeOrLate = (coming: Promise<() => VNode>): Promise<() => VNode> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(() => <LateScreen coming={coming} />), LATE_MS);
    void coming.then(resolve, reject).finally(() => clearTimeout(timer));
  });

interface ScreenAt {
  key: string;
  leads?: true | undefined;
  load: () => Promise<() => VNode>;
  /** What `load` would resolve with, if that is here already. */
  loaded: () => (() => VNode) | null;
}

const notYet = (): null => null;
const welcome = () => inTimeOrLate(begin(WELCOME, {}));
const notFound = () => inTimeOrLate(begin(NOT_FOUND, {}));

/** What is to be shown at a path. `chosen`: whether the student has an account or goes without one; if not, they are welcomed. */
export const screenAt = (path: string, chosen: boolean): ScreenAt => {
  for (const route of ROUTES) {
    const match = matched(path, route.path);
    if (!match) continue;
    if (!chosen && !route.open) return { key: "welcome", load: welcome, loaded: notYet };
    const loaded = () => {
      const screen = come.get(route);
      return screen ? () => screen(match) : null;
    };
    return { key: path, leads: route.leads, load: () => inTimeOrLate(begin(route, match)), loaded };
  }
  return { key: path, load: notFound, loaded: notYet };
};

/** Loads what is shown at a path, for someone who has chosen. Resolves also where it can't be had: whoever shows it asks again, and says so. */
export const prepareScreen = async (path: string): Promise<void> => {
  await screenAt(path, true)
    .load()
    .catch(() => {});
};

/** The parameters, or null. A path with a broken percent sequence matches nothing. */
const matched = (path: string, pattern: string): Params | null => {
  try {
    const match: { params?: Params } | undefined = exec(path, pattern, {
      path,
      query: {},
      params: {},
    });
    return match ? (match.params ?? {}) : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
};
