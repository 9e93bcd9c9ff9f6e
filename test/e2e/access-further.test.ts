/** The finer and rarer states of a student with an account are for everyone too. */
import { lookAtAll } from "../support/look-at-all.ts";
import { FURTHER } from "../support/states/all.ts";
import { enter } from "../support/states/world.ts";

lookAtAll(FURTHER, enter);
