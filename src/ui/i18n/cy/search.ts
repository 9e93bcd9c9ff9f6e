import type { SearchWords } from "../en/search.ts";
import { plural } from "../plural.ts";

export const search: SearchWords = {
  heading: "Chwilio",
  field: "Chwilio sgyrsiau a digwyddiadau",
  placeholder: "Gair, neu ddechrau gair",
  clear: "Clirio",
  kind: "Beth i'w chwilio",
  kinds: { all: "Popeth", chats: "Sgyrsiau", events: "Digwyddiadau" },
  athro: "Athro",
  allAthros: "Pob Athro",
  results: "Canlyniadau",
  found: (n, count) => plural("cy", n, { two: "2 ganlyniad", other: `${count} canlyniad` }),
  chat: "Sgwrs",
  you: "Chi",
  more: "Dangos rhagor",
  before:
    "Dewch o hyd i'r hyn a ysgrifennoch chi a'ch Athrawon, a'r hyn sydd yn eich calendr. Mae'n gweithio heb rwydwaith.",
  nothingYet: "Does dim i'w chwilio eto. Gofynnwch rywbeth i Athro, neu cynlluniwch ddigwyddiad.",
  startChat: "Dechrau sgwrs",
  nothing: (query) => `Heb ddod o hyd i ddim ar gyfer “${query}”.`,
  nothingHint: "Rhowch gynnig ar lai o eiriau, neu ddechrau gair yn unig.",
  everywhere: "Chwilio popeth",
  reading: (percent) => `Yn dal i ddarllen eich sgyrsiau: ${percent}`,
  readingOn: "Heb ddod o hyd i ddim hyd yn hyn.",
  unread:
    "Methwyd darllen rhai o'ch sgyrsiau, felly efallai nad dyma'r cyfan. Does dim byd wedi'i golli.",
  again: "Rhowch gynnig arall arni",
};
