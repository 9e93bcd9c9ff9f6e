import { DatabaseError, type Pool } from "pg";
import { type Identity, assume, inTransaction } from "../identity.ts";

export interface TopicRights {
  /** May join: a SELECT policy on realtime.messages lets it see a message of the topic. */
  receive: boolean;
  /** May broadcast: an INSERT policy lets it add one. */
  send: boolean;
}

/** Tries both on the real table, as that user with `realtime.topic` set, and takes it all back. */
export function probeTopic(pool: Pool, identity: Identity, topic: string): Promise<TopicRights> {
  return inTransaction(
    pool,
    "",
    async (client) => {
      const probe = await client.query<{ id: string }>(
        "insert into realtime.messages (topic, extension) values ($1, 'broadcast') returning id",
        [topic],
      );
      await client.query(assume(identity));
      await client.query("select set_config('realtime.topic', $1, true)", [topic]);
      const seen = await tolerate(
        client.query("select from realtime.messages where id = $1", [probe.rows[0]?.id]),
      );
      if (seen?.rowCount !== 1) return { receive: false, send: false };
      const sent = await tolerate(
        client.query("insert into realtime.messages (topic, extension) values ($1, 'broadcast')", [
          topic,
        ]),
      );
      return { receive: true, send: sent !== undefined };
    },
    "rollback",
  );
}

/** A missing right is an answer; any other failure is a failure. */
async function tolerate<T>(query: Promise<T>): Promise<T | undefined> {
  try {
    return await query;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "42501") return undefined;
    throw error;
  }
}
