import { type Figure, passes } from "./measure.ts";

const numberOf = ({ value, unit }: Figure): string => {
  const digits = unit === "x" ? 2 : value < 10 ? 2 : value < 100 ? 1 : 0;
  const plain = Number.isInteger(value) ? String(value) : value.toFixed(digits);
  return unit === "" ? plain : `${plain} ${unit}`;
};

const targetOf = ({ target }: Figure): string => {
  if (target === undefined) return "";
  return "atMost" in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
};

const verdictOf = (figure: Figure): string => {
  const passed = passes(figure);
  return passed === null ? "" : passed ? "yes" : "NO";
};

/** The figures as a table of plain text. */
export const tableOf = (figures: readonly Figure[]): string => {
  const lines = [
    ["", "measured", "target", "reached", "beside it"],
    ...figures.map((figure) => [
      figure.name,
      numberOf(figure),
      targetOf(figure),
      verdictOf(figure),
      figure.note ?? "",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

/** The names of those that did not reach their targets. */
export const missed = (figures: readonly Figure[]): string[] =>
  figures.filter((figure) => passes(figure) === false).map(({ name }) => name);

/** The same as one line of JSON, for whoever compares runs. */
export const jsonOf = (figures: readonly Figure[]): string =>
  JSON.stringify({
    figures: figures.map((figure) => ({ ...figure, pass: passes(figure) })),
    failed: missed(figures),
  });
