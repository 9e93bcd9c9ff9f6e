import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface SettingsSectionProps {
  title: string;
  children: ComponentChildren;
}

export const SettingsSection = ({ title, children }: SettingsSectionProps) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 class="section-title" id={heading}>
        {title}
      </h2>
      <div class="card settings-card">{children}</div>
    </section>
  );
};
