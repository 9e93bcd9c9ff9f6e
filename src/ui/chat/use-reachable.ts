import { syncProblem } from "../../store/sync-problem.ts";
import type { Store } from "../../store/store.ts";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";

/** Whether a message sent now would get through, as far as is known: the browser's hint and the engine's last attempt. */
export const useReachable = (store: Store): boolean => {
  const { online } = useServices();
  const problem = useLive(() => syncProblem(store.db), [store], { later: true });
  return online.value && problem !== "network";
};
