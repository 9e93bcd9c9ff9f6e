/** What the worker would weigh with its libraries alone. */
import { PostgrestClient } from "@supabase/postgrest-js";
import { Dexie, liveQuery } from "dexie";
import { servePrecached } from "../../../sw/precache.ts";

declare const self: { __WB_MANIFEST: Parameters<typeof servePrecached>[0] };

servePrecached(self.__WB_MANIFEST);
Object.assign(globalThis, { Dexie, liveQuery, PostgrestClient });
