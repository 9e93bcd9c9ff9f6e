/** The worker's part that keeps a device and its server at one: engine, store and transport, and what they need of the libraries. */
import { servePrecached } from "../../../sw/precache.ts";
import { device, onNudge, onSync, stepAside } from "../../../sw/sync.ts";

declare const self: { __WB_MANIFEST: Parameters<typeof servePrecached>[0] };

servePrecached(self.__WB_MANIFEST);
Object.assign(globalThis, { device, onNudge, onSync, stepAside });
