import { words } from "../i18n/language.ts";
import { ScreenHeader } from "../kit/screen-header.tsx";
export const AccountScreen = () => (
  <div class="screen">
    <ScreenHeader title={words.value.account.heading} />
  </div>
);
