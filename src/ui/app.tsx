import { type Services, ServicesProvider } from "./services.ts";

export const App = ({ services }: { services: Services }) => (
  <ServicesProvider value={services}>
    <main>Athro</main>
  </ServicesProvider>
);
