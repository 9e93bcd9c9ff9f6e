import type { ComponentChildren, ComponentProps } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icon.tsx";
import "./field.css";

interface FieldTexts {
  label: string;
  hint?: string | undefined;
  /** What is wrong with what was typed, and how to mend it. */
  error?: string | undefined;
  /** Marks the control where what is wrong is told elsewhere. */
  invalid?: boolean | undefined;
}

/** What a control takes on to belong to its label, hint and error. */
export interface FieldWiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** Label above, hint and error below, all tied to the control that `children` makes. */
export const Field = ({
  label,
  hint,
  error,
  invalid = false,
  children,
}: FieldTexts & { children: (wiring: FieldWiring) => ComponentChildren }) => {
  const id = useId();
  const described = [hint && `${id}hint`, error && `${id}error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error || invalid ? true : undefined,
      })}
      {hint && (
        <p class="field-hint" id={`${id}hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}error`}>
          <Icon name="alert" />
          {error}
        </p>
      )}
    </div>
  );
};

type Typed<Tag extends "input" | "select" | "textarea"> = Omit<
  ComponentProps<Tag>,
  "label" | "value" | "onInput" | "onChange" | "id" | "role" | "type" | "list" | "multiple" | "size"
> &
  FieldTexts & { value: string; onInput: (value: string) => void };

type LineType = "text" | "email" | "password" | "date" | "time" | "search" | "url";

/** The elements' types are a union by `type`, so it has to be handed on as one. */
type TypeAttribute<T extends LineType> = T extends LineType ? { type: T } : never;
export const typeAttribute = (type: LineType) => ({ type }) as TypeAttribute<LineType>;

/** A line of text, a date or a time. */
export const TextField = ({
  label,
  hint,
  error,
  invalid,
  onInput,
  type = "text",
  ...rest
}: Typed<"input"> & { type?: LineType }) => (
  <Field label={label} hint={hint} error={error} invalid={invalid}>
    {(wiring) => (
      <input
        {...rest}
        {...wiring}
        {...typeAttribute(type)}
        class="input"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Field>
);

export const TextAreaField = ({
  label,
  hint,
  error,
  invalid,
  onInput,
  ...rest
}: Typed<"textarea">) => (
  <Field label={label} hint={hint} error={error} invalid={invalid}>
    {(wiring) => (
      <textarea
        rows={3}
        {...rest}
        {...wiring}
        class="input"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Field>
);

/** `children` are the options. */
export const SelectField = ({ label, hint, error, invalid, onInput, ...rest }: Typed<"select">) => (
  <Field label={label} hint={hint} error={error} invalid={invalid}>
    {(wiring) => (
      <select
        {...rest}
        {...wiring}
        class="input"
        onChange={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Field>
);

export const CheckField = ({
  label,
  hint,
  checked,
  onInput,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onInput: (checked: boolean) => void;
}) => {
  const id = useId();
  const field = (
    <label class="check-field">
      <input
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : id}
        onChange={(event) => onInput(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
  if (hint === undefined) return field;
  return (
    <div class="check-with-hint">
      {field}
      <p class="field-hint" id={id}>
        {hint}
      </p>
    </div>
  );
};
