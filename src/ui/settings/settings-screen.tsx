import { words } from "../i18n/language.ts";
import { ScreenHeader } from "../kit/screen-header.tsx";
export const SettingsScreen = () => (
  <div class="screen">
    <ScreenHeader title={words.value.shell.settings} />
  </div>
);
