/**
 * Ends this browser's push subscription, if it has one; works offline. What is sent to it from then on the push service refuses, and so the
 * server forgets it too.
 */
export const unsubscribe = async (): Promise<void> => {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
  } catch (error) {
    // The worker shows nothing that is meant for someone who is not here.
    console.warn("push: not ended", error);
  }
};
