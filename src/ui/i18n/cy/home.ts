import type { HomeWords } from "../en/home.ts";
import { plural } from "../plural.ts";

export const home: HomeWords = {
  today: "Heddiw",
  nothingToday: "Does dim byd wedi'i drefnu ar gyfer heddiw.",
  addEvent: "Ychwanegu digwyddiad",
  carryOn: "Parhau",
  noChats: "Mae Athro i bob pwnc. Dewiswch un a holwch am unrhyw beth rydych yn ei astudio.",
  ask: "Gofyn cwestiwn",
  replyWaiting: "Yn aros am ateb",
  exam: {
    next: "Arholiadau nesaf",
    spoken: (days, title) =>
      `${
        days === 0
          ? "Arholiad heddiw"
          : days === 1
            ? "Arholiad yfory"
            : plural("cy", days, {
                two: "2 ddiwrnod tan yr arholiad",
                other: "{n} diwrnod tan yr arholiad",
              })
      }: ${title}`,
    unit: (days) => plural("cy", days, { two: "ddiwrnod", other: "diwrnod" }),
  },
  welcome: {
    heading: "Croeso i Athro",
    what: "Holwch diwtor am unrhyw bwnc a chynlluniwch eich astudio, gyda rhwydwaith neu hebddo.",
    start: "Dechrau heb gyfrif",
    signIn: "Mewngofnodi",
    create: "Creu cyfrif",
    withoutAccount:
      "Heb gyfrif, mae eich gwaith yn aros ar y ddyfais hon yn unig ac ni all yr Athrawon ateb.",
    notStarted:
      "Ni all Athro gadw eich gwaith yn y porwr hwn: mae ei storfa ar gau, fel y mae mewn rhai ffenestri preifat. Agorwch Athro mewn ffenestr arferol a rhowch gynnig arall arni.",
    promises: [
      {
        title: "Holi",
        text: "Tiwtor ar gyfer pob pwnc. Holwch all-lein, a daw'r ateb yn nes ymlaen.",
      },
      { title: "Cynllunio", text: "Gwersi, adolygu ac arholiadau mewn un calendr." },
      {
        title: "Cadw",
        text: "Caiff beth bynnag a ysgrifennwch ei gadw ar y ddyfais hon yn gyntaf.",
      },
    ],
  },
};
