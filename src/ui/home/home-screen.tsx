import { useEffect } from "preact/hooks";
import { weekdayOf } from "../../model/civil.ts";
import { keepNow, now, todayOf } from "../calendar/now.ts";
import { dayOfMonth, weekdayName } from "../i18n/dates.ts";
import { language, loadWords, words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import { useStore } from "../services.ts";
import { CarryOn } from "./carry-on.tsx";
import { LaterPart } from "./later-part.tsx";
import { Exams } from "./exams.tsx";
import { TodayAgenda } from "./today-agenda.tsx";
import "./home.css";

const loadInstallCard = async () => {
  const [{ InstallCard }] = await Promise.all([
    import("../device/install-card.tsx"),
    loadWords(["device"]),
  ]);
  return InstallCard;
};

/** What today holds, what is near, and where the student left off. */
export const HomeScreen = () => {
  const store = useStore();
  useTitle(words.value.shell.home);
  useEffect(keepNow, []);
  const today = todayOf(now.value);
  return (
    <div class="screen home">
      <h1 tabIndex={-1} class="home-heading">
        {weekdayName(language.value, weekdayOf(today))}{" "}
        <small>{dayOfMonth(language.value, today)}</small>
      </h1>
      <div class="home-plan">
        <Exams store={store} today={today} />
        <TodayAgenda store={store} today={today} />
      </div>
      <div class="home-chats">
        <CarryOn store={store} />
        <ButtonLink variant="primary" class="home-ask" href="/athros">
          {words.value.home.ask}
        </ButtonLink>
        <LaterPart load={loadInstallCard} />
      </div>
    </div>
  );
};
