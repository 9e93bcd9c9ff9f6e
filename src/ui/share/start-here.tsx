import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { useServices } from "../services.ts";

/** For a device that nobody has begun to use: what was shared waits for whoever does. `text`: what could not be stored, or empty. */
export const StartHere = ({ text }: { text: string }) => {
  const { startAsGuest } = useServices();
  const { share } = words.value;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const start = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await startAsGuest();
    } catch (error) {
      console.error(error);
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <>
      <p>{text === "" ? share.nobody : share.unkept}</p>
      {text !== "" && (
        <textarea class="share-text" readOnly rows={4} aria-label={share.text} value={text} />
      )}
      <div role="alert">{failed && <Notice tone="danger">{share.notKept.unknown}</Notice>}</div>
      <div class="share-ways">
        <Button variant="primary" busy={busy} onClick={() => void start()}>
          {share.start}
        </Button>
        {/* A text that is in the address alone would be left behind. */}
        {text === "" && <ButtonLink href="/account?mode=in">{share.signIn}</ButtonLink>}
      </div>
    </>
  );
};
