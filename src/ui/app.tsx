import "./tokens.css";
import "./fonts.css";
import "./base.css";
import "./kit/screen.css";
import { LocationProvider, useLocation } from "preact-iso/router";
import { startLanguage } from "./i18n/language.ts";
import { Toasts } from "./kit/toast.tsx";
import { type Services, ServicesProvider } from "./services.ts";
import { ErrorBoundary } from "./shell/error-boundary.tsx";
import { Shell } from "./shell/shell.tsx";
import { startTheme } from "./theme.ts";

// Both hold before the first paint: this module is loaded before anything is rendered.
startTheme();
await startLanguage();

export const App = ({ services }: { services: Services }) => (
  <ServicesProvider value={services}>
    <LocationProvider>
      <Guarded />
      <Toasts />
    </LocationProvider>
  </ServicesProvider>
);

/** The last line: what no screen's own boundary catches. */
const Guarded = () => (
  <ErrorBoundary path={useLocation().path}>
    <Shell />
  </ErrorBoundary>
);
