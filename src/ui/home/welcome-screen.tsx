import { Button } from "../kit/button.tsx";
import { useServices } from "../services.ts";
export const WelcomeScreen = () => {
  const { startAsGuest } = useServices();
  return <Button onClick={() => void startAsGuest()}>Start without an account</Button>;
};
