import { words } from "../i18n/language.ts";
import { ScreenHeader } from "../kit/screen-header.tsx";
export const HomeScreen = () => (
  <div class="screen">
    <ScreenHeader title={words.value.shell.home} />
  </div>
);
