import { version } from "../../../package.json";
import { words } from "../i18n/language.ts";

/** Which version of the app this is. */
export const DeviceDetails = () => (
  <dl class="settings-facts">
    <div>
      <dt>{words.value.settings.version}</dt>
      <dd>{version}</dd>
    </div>
  </dl>
);
