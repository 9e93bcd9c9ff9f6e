import type { EventFields } from "../../../src/model/event-input.ts";
import type { ShownEvent } from "../../../src/ui/calendar/day-slice.ts";

/** A lesson of an hour on a Wednesday, as the editor saves it. */
export const physics: EventFields = {
  title: "Physics",
  athro_id: null,
  kind: "lesson",
  all_day: false,
  starts_at: "2026-11-25T14:00:00",
  ends_at: "2026-11-25T15:00:00",
  zone: "Europe/London",
  notes: "",
  location: "",
};

/** The same on three Wednesdays. */
export const weeklyPhysics = {
  ...physics,
  rrule: "FREQ=WEEKLY;BYDAY=WE;COUNT=3",
} satisfies EventFields;

const wall = (text: string): string => (text.length === 10 ? `${text}T00:00:00` : `${text}:00`);

/** An event for the models, from its times: `2026-11-25T14:00` to `2026-11-25T15:00`, or whole days by dates with exclusive end. */
export const event = (from: string, to: string, more: Partial<ShownEvent> = {}): ShownEvent => {
  return {
    id: `${from}/${to}`,
    key: more.id ?? `${from}/${to}`,
    override: null,
    title: "Event",
    kind: "lesson",
    athro_id: null,
    all_day: from.length === 10,
    starts_at: wall(from),
    ends_at: wall(to),
    zone: "Europe/London",
    location: "",
    rrule: null,
    ...more,
  };
};
