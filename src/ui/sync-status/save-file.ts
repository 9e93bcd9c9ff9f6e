import { saveBlob } from "../kit/save-blob.ts";

/** Gives the student a value as a JSON file. */
export const saveFile = (name: string, value: unknown): void =>
  saveBlob(name, new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
