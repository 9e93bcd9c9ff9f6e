import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface SettingsSectionProps {
  title: string;
  /** Its name in an address, behind the `#`. */
  id?: string;
  children: ComponentChildren;
}

export const SettingsSection = ({ title, id, children }: SettingsSectionProps) => {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading}>
      <h2 class="section-title" id={heading} tabIndex={id === undefined ? undefined : -1}>
        {title}
      </h2>
      <div class="card settings-card">{children}</div>
    </section>
  );
};
