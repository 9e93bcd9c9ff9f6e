import { useRef, useState } from "preact/hooks";

/**
 * State that belongs to what `owner` names; null at first, and from the moment that another one is named. An effect that took it back would
 * come after the paint, and undo what the next key had done.
 */
export const useStateOf = <T>(
  owner: string | number | null,
): readonly [T | null, (value: T | null) => void] => {
  // A new object each time, so that an owner who comes back begins anew.
  const term = useRef({ owner });
  if (term.current.owner !== owner) term.current = { owner };
  const { current } = term;
  const [held, hold] = useState<{ by: object; value: T | null } | null>(null);
  return [
    held?.by === current ? held.value : null,
    (value) => {
      if (term.current === current) hold({ by: current, value });
    },
  ];
};
