import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes, longest first: begun last, it would run on alone while the other processors have nothing left to do. */
const LONG = [
  "e2e/two-students",
  "e2e/school-day",
  "engines/",
  "e2e/access.test",
  "e2e/access-further",
  "e2e/installed",
  "e2e/account-password",
  "e2e/sync-panel",
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONG.findIndex((name) => moduleId.includes(`/test/${name}`));
  return place < 0 ? LONG.length : place;
};

const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;

/** Files of one group in the usual order, but for those that take long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b));
  }
}
