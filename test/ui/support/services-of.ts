import type { Services } from "../../../src/ui/services.ts";

/** What the composition root gives to a part of the screen that needs no more than this. To ask for anything else is an error. */
export const servicesOf = (given: Partial<Services>): Services =>
  new Proxy(given, {
    get: (services, name) => {
      if (!(name in services)) throw new Error(`the test gives no service ${String(name)}`);
      return Reflect.get(services, name);
    },
  }) as Services;
