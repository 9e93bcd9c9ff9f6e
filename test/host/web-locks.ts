type Body<T> = () => Promise<T> | T;

/** Web Locks for one origin, exclusive mode only: Node 20 has none. */
export class WebLocks {
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Names that have been asked for. */
  readonly asked: string[] = [];

  request<T>(name: string, options: { signal?: AbortSignal }, body: Body<T>): Promise<T> {
    this.asked.push(name);
    const before = this.turns.get(name) ?? Promise.resolve();
    const mine = this.granted(before, options.signal, body);
    this.turns.set(
      name,
      mine.then(
        () => before,
        () => before,
      ),
    );
    return mine;
  }

  private async granted<T>(
    before: Promise<unknown>,
    signal: AbortSignal | undefined,
    body: Body<T>,
  ): Promise<T> {
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")), {
        once: true,
      });
    });
    aborted.catch(() => {});
    await Promise.race([before, aborted]);
    return body();
  }
}
