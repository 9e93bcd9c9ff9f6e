import { RemoveData } from "../account/remove-data.tsx";
import { SharedChoice } from "../account/shared-choice.tsx";
import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { Segments } from "../kit/segments.tsx";
import { useServices } from "../services.ts";
import { setTheme, theme, THEMES } from "../theme.ts";
import { InstallRow } from "../device/install-row.tsx";
import { StorageSection } from "../device/storage-section.tsx";
import { DeviceTutor } from "./device-tutor.tsx";
import { DeviceDetails } from "./device-details.tsx";
import { OlderData } from "./older-data.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { NotifySetting } from "./notify-setting.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { YourData } from "./your-data.tsx";
import { LaterPushSetting } from "../reminders/later-push-setting.tsx";
import "./settings.css";

/** How the app looks here, whose work this is, and where it stands. Opens without an account too. */
export const SettingsScreen = () => {
  const { user, store } = useServices();
  const { settings, shell } = words.value;
  const open = store.value;
  const who = user.value;
  return (
    <div class="screen">
      <ScreenHeader title={shell.settings} />
      <div class="screen-body settings">
        <SettingsSection title={settings.appearance}>
          <LanguageSwitch showLabel />
          <Segments
            label={settings.theme}
            showLabel
            options={THEMES.map((value) => ({ value, label: settings.themes[value] }))}
            value={theme.value}
            onChange={setTheme}
          />
        </SettingsSection>
        <SettingsSection title={settings.account}>
          <div class="settings-row">
            <span>
              {who.kind === "student" ? who.email : who.kind === "guest" && settings.asGuest}
            </span>
            <ButtonLink href="/account">
              {who.kind === "student" ? settings.accountLink : settings.signInLink}
            </ButtonLink>
          </div>
        </SettingsSection>
        {open && (
          <SettingsSection title={settings.sync}>
            <div class="settings-row">
              <span>{who.kind === "student" ? settings.syncText : settings.syncGuest}</span>
              <ButtonLink href="/sync">
                {who.kind === "student" ? settings.syncLink : settings.deletedLink}
              </ButtonLink>
            </div>
          </SettingsSection>
        )}
        {open && <YourData key={open.db.name} store={open} />}
        {open && <OlderData store={open} />}
        <StorageSection store={open} />
        <DeviceTutor />
        <SettingsSection title={settings.device}>
          <DeviceDetails />
          <InstallRow />
          {who.kind === "student" && <NotifySetting />}
          {who.kind === "student" && <LaterPushSetting key={who.uid} />}
          <SharedChoice />
          {open && <RemoveData key={open.db.name} store={open} />}
        </SettingsSection>
      </div>
    </div>
  );
};
