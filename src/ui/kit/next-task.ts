/** Calls back in a task of its own, as soon as may be: what the browser has to do meanwhile it can, and no timer's least delay is waited for. */
export const inNextTask = (act: () => void): void => {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => {
    port1.close();
    act();
  });
  port1.start();
  port2.postMessage(null);
};
