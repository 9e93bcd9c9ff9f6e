import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";

/** For a link that was used, replaced or is too old. */
export const BadLink = () => {
  const { badLink, reset } = words.value.access;
  return (
    <section class="account-form" role="alert">
      <h2>{badLink.title}</h2>
      <p>{badLink.text}</p>
      <ButtonLink variant="primary" href="/account?mode=reset">
        {badLink.again}
      </ButtonLink>
      <p class="account-other">
        <ButtonLink href="/account?mode=in">{reset.back}</ButtonLink>
      </p>
    </section>
  );
};
