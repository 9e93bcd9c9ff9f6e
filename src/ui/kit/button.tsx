import type { ComponentChildren, ComponentProps } from "preact";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

/** `primary` once a screen at most; `danger` for what destroys, `remove` for what leads there. */
type ButtonVariant = "primary" | "secondary" | "quiet" | "remove" | "danger";

interface Looks {
  variant?: ButtonVariant;
  icon?: IconName;
  children?: ComponentChildren;
}

/** `busy` keeps the button in place and in focus, tells assistive technology, and ignores presses. */
export type ButtonProps = Omit<ComponentProps<"button">, "icon"> & Looks & { busy?: boolean };

const classes = (variant: ButtonVariant, more: unknown): string =>
  `button button-${variant}${typeof more === "string" ? ` ${more}` : ""}`;

export const Button = ({
  variant = "secondary",
  icon,
  busy = false,
  children,
  class: className,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    class={classes(variant, className)}
    aria-busy={busy || undefined}
    aria-disabled={busy || rest["aria-disabled"] || undefined}
    onClick={busy ? (event) => event.preventDefault() : onClick}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

/** A link that looks like a button: it goes somewhere, it does nothing. */
export const ButtonLink = ({
  variant = "secondary",
  icon,
  children,
  class: className,
  ...rest
}: Omit<ComponentProps<"a">, "icon" | "role"> & Looks & { href: string }) => (
  <a {...rest} class={classes(variant, className)}>
    {icon && <Icon name={icon} />}
    {children}
  </a>
);

/** A button with an icon alone. `label` is its name, and its tooltip. */
export const IconButton = ({
  label,
  icon,
  class: className,
  ...rest
}: Omit<ButtonProps, "children" | "icon" | "variant" | "aria-label" | "title"> & {
  label: string;
  icon: IconName;
}) => (
  <Button
    {...rest}
    variant="quiet"
    icon={icon}
    class={`icon-button${typeof className === "string" ? ` ${className}` : ""}`}
    aria-label={label}
    title={label}
  />
);
