/** A stretch of one day in minutes since its midnight; `end` is exclusive and greater than `start`. */
export interface Stretch {
  start: number;
  end: number;
}

/** Where a stretch lies across its day: it fills lanes `lane` to `lane + span - 1` of `lanes` equal ones. */
export interface Place {
  lane: number;
  span: number;
  lanes: number;
}

/**
 * Gives stretches that overlap lanes side by side. Stretches that are joined by overlaps, however indirectly, share one number of
 * lanes; each takes the first free lane and then widens over the lanes to its right that stay free for as long as it lasts. Places
 * come in the order of the stretches, and equal input gives equal places.
 */
export const placeSideBySide = (stretches: readonly Stretch[]): Place[] => {
  const inOrder = stretches
    .map((stretch, index) => ({ ...stretch, index }))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.index - b.index);
  const places = new Map<number, Place>();
  let group: (typeof inOrder)[number][] = [];
  let groupEnd = -Infinity;
  for (const stretch of inOrder) {
    if (stretch.start >= groupEnd) {
      placeGroup(group, places);
      group = [];
    }
    group.push(stretch);
    groupEnd = Math.max(groupEnd, stretch.end);
  }
  placeGroup(group, places);
  return stretches.map((_, index) => places.get(index) ?? { lane: 0, span: 1, lanes: 1 });
};

const placeGroup = (
  group: readonly (Stretch & { index: number })[],
  places: Map<number, Place>,
): void => {
  const lanes: Stretch[][] = [];
  const laneOf = group.map((stretch) => {
    const free = lanes.findIndex((lane) => (lane.at(-1)?.end ?? 0) <= stretch.start);
    const lane = free === -1 ? lanes.length : free;
    (lanes[lane] ??= []).push(stretch);
    return lane;
  });
  group.forEach((stretch, position) => {
    const lane = laneOf[position] ?? 0;
    const blocked = lanes.findIndex(
      (others, other) => other > lane && others.some((one) => overlap(one, stretch)),
    );
    const end = blocked === -1 ? lanes.length : blocked;
    places.set(stretch.index, { lane, span: end - lane, lanes: lanes.length });
  });
};

export const overlap = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end;
