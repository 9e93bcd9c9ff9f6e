/** Every screen and state from a first visit on is for everyone. */
import { lookAtAll } from "../support/look-at-all.ts";
import { BEGINNING } from "../support/states/all.ts";

lookAtAll(BEGINNING);
