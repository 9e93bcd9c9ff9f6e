import "./tokens.css";
import "./fonts.css";
import "./base.css";
import "./kit/screen.css";
import { LocationProvider, useLocation } from "preact-iso/router";
import { Toasts } from "./kit/toast.tsx";
import { type Services, ServicesProvider } from "./services.ts";
import { ErrorBoundary } from "./shell/error-boundary.tsx";
import { Shell } from "./shell/shell.tsx";
import { startTheme } from "./theme.ts";

// Before the first paint: this module is loaded before anything is rendered.
startTheme();

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
