const READS = ["get", "getAll", "getAllKeys", "openCursor", "openKeyCursor", "count"];

/** IndexedDB requests of one action, by method. */
export const countRequests = async (
  action: () => Promise<unknown>,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  const undo: (() => void)[] = [];
  const spy = (prototype: object, methods: string[]) => {
    for (const method of methods) {
      const original = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
      Reflect.set(prototype, method, function spied(this: unknown, ...args: unknown[]) {
        counts[method] = (counts[method] ?? 0) + 1;
        return original.apply(this, args);
      });
      undo.push(() => Reflect.set(prototype, method, original));
    }
  };
  spy(IDBObjectStore.prototype, [...READS, "put", "add", "delete"]);
  spy(IDBIndex.prototype, READS);
  spy(IDBCursor.prototype, ["continue", "continuePrimaryKey", "advance"]);
  await action();
  for (const restore of undo) restore();
  return counts;
};
