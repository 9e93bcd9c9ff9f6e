import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { ChangePassword } from "./change-password.tsx";
import { DeleteAccount } from "./delete-account.tsx";

/** What a student does with the account rarely: another password, and the end of it. */
export const AccountCare = ({ email, store }: { email: string; store: Store }) => {
  const [asked, setAsked] = useState<"password" | "delete" | null>(null);
  const { access } = words.value;
  const close = () => setAsked(null);
  return (
    <>
      <div class="signed-in-way">
        <p>{access.change.text}</p>
        <Button onClick={() => setAsked("password")}>{access.change.button}</Button>
      </div>
      <div class="signed-in-way">
        <p>{access.remove.text}</p>
        <Button variant="remove" icon="trash" onClick={() => setAsked("delete")}>
          {access.remove.button}
        </Button>
      </div>
      {asked === "password" && <ChangePassword email={email} onClose={close} />}
      {asked === "delete" && <DeleteAccount store={store} onClose={close} />}
    </>
  );
};
