import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Field, typeAttribute } from "../kit/field.tsx";
import { IconButton } from "../kit/button.tsx";
import type { AccountMode } from "./check-account.ts";

interface PasswordFieldProps {
  mode: AccountMode;
  /** Where it is not just a password. */
  label?: string;
  value: string;
  invalid: boolean;
  onInput: (value: string) => void;
}

/** A password that can be looked at; password managers are told whether it is an old or a new one. */
export const PasswordField = ({ mode, label, value, invalid, onInput }: PasswordFieldProps) => {
  const [shown, setShown] = useState(false);
  const { account } = words.value;
  return (
    <Field
      label={label ?? account.password}
      hint={mode === "up" ? account.passwordHint : undefined}
      invalid={invalid}
    >
      {(wiring) => (
        <div class="password">
          <input
            {...wiring}
            class="input"
            {...typeAttribute(shown ? "text" : "password")}
            name="password"
            autoComplete={mode === "up" ? "new-password" : "current-password"}
            autoCapitalize="none"
            spellcheck={false}
            required
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          <IconButton
            icon={shown ? "eyeOff" : "eye"}
            label={account.showPassword}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </Field>
  );
};
