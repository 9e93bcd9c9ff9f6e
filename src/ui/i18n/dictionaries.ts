/**
 * Every word of the app, by section. A section is a file for each language and a chunk of its own, so that a screen brings its own words
 * alone (a chat's come in its file: `hosting/chunks.ts`). What a language lacks, a section or a key in it, does not type-check.
 */
import { shell } from "./en/shell.ts";
import type { AccessWords } from "./en/access.ts";
import type { AccountWords } from "./en/account.ts";
import type { CalendarWords } from "./en/calendar.ts";
import type { ChatWords } from "./en/chat.ts";
import type { DataWords } from "./en/data.ts";
import type { DeviceWords } from "./en/device.ts";
import type { HomeWords } from "./en/home.ts";
import type { OlderWords } from "./en/older.ts";
import type { PlannerWords } from "./en/planner.ts";
import type { QuickWords } from "./en/quick.ts";
import type { ReminderWords } from "./en/reminders.ts";
import type { SearchWords } from "./en/search.ts";
import type { SettingsWords } from "./en/settings.ts";
import type { ShareWords } from "./en/share.ts";
import type { ShellWords } from "./en/shell.ts";
import type { StorageWords } from "./en/storage.ts";
import type { StudyWords } from "./en/study.ts";
import type { SyncWords } from "./en/sync.ts";
import type { TutorWords } from "./en/tutor.ts";
import type { Language } from "./languages.ts";

export interface Words {
  access: AccessWords;
  account: AccountWords;
  calendar: CalendarWords;
  chat: ChatWords;
  data: DataWords;
  device: DeviceWords;
  home: HomeWords;
  older: OlderWords;
  planner: PlannerWords;
  quick: QuickWords;
  reminders: ReminderWords;
  search: SearchWords;
  settings: SettingsWords;
  share: ShareWords;
  shell: ShellWords;
  storage: StorageWords;
  study: StudyWords;
  sync: SyncWords;
  tutor: TutorWords;
}

export type Section = keyof Words;

type Loaders = { readonly [S in Section]: () => Promise<Words[S]> };

/** Loads a section of a language's dictionary; rejects if it can't be had. */
export const dictionaries: Readonly<Record<Language, Loaders>> = {
  en: {
    access: async () => (await import("./en/access.ts")).access,
    account: async () => (await import("./en/account.ts")).account,
    calendar: async () => (await import("./en/calendar.ts")).calendar,
    chat: async () => (await import("./en/chat.ts")).chat,
    data: async () => (await import("./en/data.ts")).data,
    device: async () => (await import("./en/device.ts")).device,
    home: async () => (await import("./en/home.ts")).home,
    older: async () => (await import("./en/older.ts")).older,
    planner: async () => (await import("./en/planner.ts")).planner,
    quick: async () => (await import("./en/quick.ts")).quick,
    reminders: async () => (await import("./en/reminders.ts")).reminders,
    search: async () => (await import("./en/search.ts")).search,
    settings: async () => (await import("./en/settings.ts")).settings,
    share: async () => (await import("./en/share.ts")).share,
    // Comes with the page, so that something can be said even if nothing else can be loaded.
    shell: async () => shell,
    storage: async () => (await import("./en/storage.ts")).storage,
    study: async () => (await import("./en/study.ts")).study,
    sync: async () => (await import("./en/sync.ts")).sync,
    tutor: async () => (await import("./en/tutor.ts")).tutor,
  },
  cy: {
    access: async () => (await import("./cy/access.ts")).access,
    account: async () => (await import("./cy/account.ts")).account,
    calendar: async () => (await import("./cy/calendar.ts")).calendar,
    chat: async () => (await import("./cy/chat.ts")).chat,
    data: async () => (await import("./cy/data.ts")).data,
    device: async () => (await import("./cy/device.ts")).device,
    home: async () => (await import("./cy/home.ts")).home,
    older: async () => (await import("./cy/older.ts")).older,
    planner: async () => (await import("./cy/planner.ts")).planner,
    quick: async () => (await import("./cy/quick.ts")).quick,
    reminders: async () => (await import("./cy/reminders.ts")).reminders,
    search: async () => (await import("./cy/search.ts")).search,
    settings: async () => (await import("./cy/settings.ts")).settings,
    share: async () => (await import("./cy/share.ts")).share,
    shell: async () => (await import("./cy/shell.ts")).shell,
    storage: async () => (await import("./cy/storage.ts")).storage,
    study: async () => (await import("./cy/study.ts")).study,
    sync: async () => (await import("./cy/sync.ts")).sync,
    tutor: async () => (await import("./cy/tutor.ts")).tutor,
  },
};
