/** Plays seeds in processes of their own, one for each processor, since a run keeps one busy. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { RunResult } from "./run.ts";

export interface Task {
  seed: string;
  /** Of MUTANTS; null for the project as it is. */
  mutant: string | null;
}

export interface Pool {
  /** How many seeds can be played at once. */
  readonly size: number;
  /** Plays a seed in a process that is free; there must be one. */
  play(task: Task): Promise<RunResult>;
  stop(): Promise<void>;
}

/** A database for each process; `count` of them unless the machine has fewer processors. */
export const startPool = async (
  newDatabase: () => Promise<string>,
  count = availableParallelism(),
): Promise<Pool> => {
  const players: ChildProcess[] = [];
  for (let i = 0; i < count; i += 1) players.push(await startPlayer(await newDatabase()));
  const free = [...players];
  return {
    size: players.length,
    play: async (task) => {
      const player = free.pop();
      if (!player) throw new Error("every process is playing");
      player.send(task);
      const result = await answerOf<RunResult>(player);
      free.push(player);
      return result;
    },
    stop: async () => {
      const left = players.filter(({ exitCode }) => exitCode === null);
      const ended = left.map((player) => once(player, "exit"));
      for (const player of left) player.disconnect();
      await Promise.all(ended);
    },
  };
};

const startPlayer = async (url: string): Promise<ChildProcess> => {
  const player = fork(fileURLToPath(import.meta.resolve("./player.ts")), [url], {
    // Runs leave much garbage and keep little, and IndexedDB's stand-in tells much by errors that no one reads the stack of.
    execArgv: [
      "--import",
      import.meta.resolve("tsx"),
      "--max-semi-space-size=64",
      "--stack-trace-limit=0",
    ],
  });
  await answerOf(player);
  return player;
};

/** The next message of a process. Rejects if it ends instead. */
const answerOf = <T>(player: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null): void => {
      player.off("message", answered);
      reject(new Error(`a playing process ended with code ${code}`));
    };
    const answered = (message: unknown): void => {
      player.off("exit", ended);
      resolve(message as T);
    };
    player.once("exit", ended);
    player.once("message", answered);
  });
