/** Broadcasts from the database: `realtime.send` stores a row and announces it at commit. */
import { Client, type Pool } from "pg";

export interface Broadcast {
  id: string;
  /** Without the prefix `realtime:`. */
  topic: string;
  event: string;
  payload: unknown;
}

const CHANNEL = "realtime_messages";
const RECONNECT_DELAYS_MS = [100, 250, 500, 1_000, 2_500, 5_000];
const PRUNE_INTERVAL_MS = 3_600_000;
/** A broadcast that was not delivered at once never is. */
const KEPT = "1 day";

export interface ListenerOptions {
  url: string;
  pool: Pool;
  /** Whether anybody would hear. */
  isWanted(): boolean;
  deliver(broadcast: Broadcast): void;
  report(message: string, error: unknown): void;
}

/** Holds one connection, and makes a new one when it is lost. What was sent meanwhile is not delivered: nobody may rely on it. */
export class BroadcastListener {
  readonly #options: ListenerOptions;
  #client: Client | undefined;
  #failures = 0;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;
  #prune: NodeJS.Timeout | undefined;
  #ids: string[] = [];
  #reading: Promise<void> | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** @throws the database's error when the first connection fails. */
  async start(): Promise<void> {
    await this.#connect();
    await this.#pruneOld();
    this.#prune = setInterval(() => void this.#pruneOld(), PRUNE_INTERVAL_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearInterval(this.#prune);
    await this.#client?.end().catch(() => undefined);
    await this.#reading;
  }

  async #connect(): Promise<void> {
    const client = new Client({ connectionString: this.#options.url, keepAlive: true });
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      if (this.#client === client) this.#reconnect();
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ({ payload }) => {
      if (payload !== undefined && this.#options.isWanted()) this.#ids.push(payload);
      this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    });
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      lost = true;
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#failures = 0;
  }

  #reconnect(): void {
    if (this.#stopped) return;
    const delay = RECONNECT_DELAYS_MS[Math.min(this.#failures, RECONNECT_DELAYS_MS.length - 1)];
    this.#failures += 1;
    this.#retry = setTimeout(() => {
      this.#connect().catch(() => this.#reconnect());
    }, delay);
  }

  /** One query for all that arrived while the last one ran. */
  async #read(): Promise<void> {
    while (this.#ids.length > 0) {
      const ids = this.#ids.splice(0);
      try {
        const { rows } = await this.#options.pool.query<Broadcast>(
          `select id, topic, coalesce(event, '') as event, payload from realtime.messages
           where id = any ($1::uuid[]) and private and extension = 'broadcast'
           order by inserted_at`,
          [ids],
        );
        for (const row of rows) this.#options.deliver(row);
      } catch (error) {
        if (!this.#stopped) this.#options.report("broadcasts could not be read", error);
      }
    }
  }

  async #pruneOld(): Promise<void> {
    try {
      await this.#options.pool.query(
        `delete from realtime.messages where inserted_at < now() - interval '${KEPT}'`,
      );
    } catch (error) {
      if (!this.#stopped) this.#options.report("old broadcasts could not be removed", error);
    }
  }
}
