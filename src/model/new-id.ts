import { v7 } from "uuid";

/** A new id; time-ordered, so that rows made together lie together in an index. */
export const newId = (): string => v7();
