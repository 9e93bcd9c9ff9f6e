import type { AccountWords } from "../en/account.ts";
import { plural } from "../plural.ts";

/** Numbers whose first word begins with a vowel: un, wyth, un ar ddeg, wyth deg. */
const beginsWithVowel = (n: number): boolean =>
  n === 1 || n === 8 || (n >= 11 && n <= 19) || (n >= 80 && n <= 89);

const eventsOf = (n: number): string =>
  plural("cy", n, { other: "{n} digwyddiad", two: "{n} ddigwyddiad" });

/** What was made, with the verb before it and the form of "its" or "their" that follows from it. */
const madeHere = (chats: number, events: number): string => {
  const some = eventsOf(events);
  if (chats === 0)
    return events === 1
      ? "Cafodd 1 digwyddiad ei greu yma heb gyfrif."
      : `Cafodd ${some} eu creu yma heb gyfrif.`;
  if (events === 0)
    return plural("cy", chats, {
      one: "Cafodd 1 sgwrs ei chreu yma heb gyfrif.",
      other: "Cafodd {n} sgwrs eu creu yma heb gyfrif.",
    });
  const and = beginsWithVowel(events) ? "ac" : "a";
  return plural("cy", chats, {
    other: `Cafodd {n} sgwrs ${and} ${some} eu creu yma heb gyfrif.`,
  });
};

export const account: AccountWords = {
  heading: "Cyfrif",
  signIn: "Mewngofnodi",
  create: "Creu cyfrif",
  signInTitle: "Croeso'n ôl",
  createTitle: "Eich gwaith ar eich holl ddyfeisiau",
  isNew: "Newydd i Athro?",
  isKnown: "Oes gennych chi gyfrif eisoes?",
  email: "E-bost",
  password: "Cyfrinair",
  passwordHint: "O leiaf 8 nod. Mae ychydig eiriau'n olynol yn hawdd eu cofio.",
  showPassword: "Dangos y cyfrinair",
  signingIn: "Wrthi'n mewngofnodi…",
  creating: "Wrthi'n creu eich cyfrif…",
  offlineNow:
    "Rydych all-lein. Mae angen y rhwydwaith ar gyfer hyn; mae popeth arall yn gweithio hebddo.",
  problems: {
    "email-missing": "Teipiwch eich cyfeiriad e-bost.",
    "password-missing": "Teipiwch eich cyfrinair.",
    "password-short": "Mae'r cyfrinair hwn yn rhy fyr. Defnyddiwch o leiaf 8 nod.",
    credentials:
      "Nid yw'r e-bost neu'r cyfrinair yn gywir. Gwiriwch y ddau a rhowch gynnig arall arni.",
    "email-taken":
      "Mae cyfrif â'r e-bost hwn yn bod eisoes. Mewngofnodwch, neu defnyddiwch e-bost arall.",
    "email-invalid": "Nid cyfeiriad e-bost yw hwn. Chwiliwch am gamgymeriadau teipio.",
    "password-weak": "Mae'r cyfrinair hwn yn rhy hawdd ei ddyfalu. Defnyddiwch o leiaf 8 nod.",
    "password-long":
      "Mae'r cyfrinair hwn yn rhy hir. Defnyddiwch 72 nod ar y mwyaf, neu lai os oes acenion.",
    "password-same": "Dyna'ch cyfrinair presennol. Dewiswch un arall.",
    "link-expired": "Nid yw'r ddolen hon yn gweithio mwyach. Gofynnwch am un newydd.",
    "session-ended":
      "Mae eich sesiwn wedi dod i ben, felly does dim modd gwneud hyn nawr. Mae eich gwaith yn ddiogel ar y ddyfais hon. Mewngofnodwch eto, yna rhowch gynnig arall arni.",
    "email-unconfirmed":
      "Cadarnhewch eich e-bost yn gyntaf: agorwch y ddolen yn y neges a anfonwyd atoch, yna mewngofnodwch yma.",
    "too-many":
      "Cafwyd gormod o geisiadau mewn amser byr. Arhoswch ychydig funudau, yna rhowch gynnig arall arni.",
    offline:
      "Rydych all-lein, ac mae angen y rhwydwaith ar gyfer hyn. Mae eich gwaith yn ddiogel ar y ddyfais hon. Rhowch gynnig arall arni pan fyddwch ar-lein.",
    server:
      "Nid atebodd y gweinydd fel y dylai. Does dim byd wedi'i golli. Rhowch gynnig arall arni ymhen munud.",
  },
  guest: {
    title: "Gall eich gwaith hyd yma ddod gyda chi",
    text: "Ar ôl i chi fewngofnodi, bydd Athro'n gofyn pwy biau'r gwaith a wnaed yma heb gyfrif. Os dywedwch mai chi, daw'n rhan o'ch cyfrif.",
  },
  ended:
    "Mae eich sesiwn wedi dod i ben. Mewngofnodwch eto i barhau i gysoni. Mae eich gwaith yn ddiogel ar y ddyfais hon.",
  signedIn: "Wedi mewngofnodi fel",
  signedInText: "Cedwir eich gwaith ar y ddyfais hon ac yn eich cyfrif.",
  goHome: "Parhau",
  signOut: "Allgofnodi",
  signOutText:
    "Mae eich gwaith yn aros ar y ddyfais hon, a bydd yn agor eto pan fewngofnodwch yma.",
  signOutTextShared:
    "Dyfais a rennir yw hon: caiff eich gwaith ei dynnu oddi arni pan allgofnodwch, a bydd yma eto pan fewngofnodwch.",
  downloadCopy: "Lawrlwytho copi",
  copyFailed: "Methwyd gwneud y copi. Ni newidiwyd dim. Rhowch gynnig arall arni.",
  guestWork: {
    title: "Pwy biau'r gwaith hwn?",
    made: madeHere,
    drafts: (n) =>
      plural("cy", n, {
        one: "Gadawyd 1 neges heb ei hanfon yma heb gyfrif.",
        other: "Gadawyd {n} neges heb eu hanfon yma heb gyfrif.",
      }),
    mine: "Fi biau nhw",
    mineText: "Daw'n rhan o'ch cyfrif, ar eich holl ddyfeisiau.",
    notMine: "Nid fi",
    notMineText: "Mae'n aros yma fel y mae, i bwy bynnag a'i gwnaeth.",
    who: (email) => `Rydych wedi mewngofnodi fel ${email}.`,
    taken: "Mae yn eich cyfrif nawr.",
    notAll:
      "Nid oedd modd symud popeth i'ch cyfrif y tro hwn. Bydd yn parhau ohono'i hun, a does dim byd wedi'i golli.",
    left: "Mae'n aros yma. I'w agor, allgofnodwch a dechreuwch heb gyfrif.",
    notLeft: "Nid oedd modd cadw eich ateb. Does dim byd wedi newid. Rhowch gynnig arall arni.",
  },
  sharedDevice: {
    label: "Dyfais a rennir yw hon",
    hint: "Caiff eich gwaith ei dynnu oddi arni pan allgofnodwch, a chewch eich allgofnodi ar ôl 15 munud heb ei defnyddio. Mae angen y rhwydwaith i fewngofnodi eto.",
  },
  idle: {
    title: "Ydych chi yno o hyd?",
    text: "Dyfais a rennir yw hon, felly cewch eich allgofnodi cyn hir. Pwyswch unrhyw fysell neu cyffyrddwch â'r sgrin i aros.",
    left: (seconds) => plural("cy", seconds, { other: "{n} eiliad" }),
    stay: "Aros wedi mewngofnodi",
    outTitle: "Cawsoch eich allgofnodi",
    outText: "Ni ddefnyddiwyd y ddyfais hon, sy'n cael ei rhannu, am 15 munud.",
    removed: "Tynnwyd eich gwaith oddi ar y ddyfais hon. Mae yn eich cyfrif.",
    kept: (n) =>
      plural("cy", n, {
        one: "Mae 1 newid heb ei gysoni, felly mae eich gwaith yn aros ar y ddyfais hon nes i chi fewngofnodi yma eto.",
        other:
          "Mae {n} newid heb eu cysoni, felly mae eich gwaith yn aros ar y ddyfais hon nes i chi fewngofnodi yma eto.",
      }),
    understood: "Iawn",
  },
  remove: {
    text: "Yn eich allgofnodi ac yn tynnu eich sgyrsiau, eich digwyddiadau a'ch gosodiadau oddi ar y ddyfais hon. Mae'r hyn sydd yn eich cyfrif yn aros yno.",
    guestText:
      "Yn tynnu'r sgyrsiau, y digwyddiadau a'r gosodiadau a wnaed yma heb gyfrif. Nid ydynt yn unman arall.",
    button: "Tynnu fy nata oddi ar y ddyfais hon",
    title: "Tynnu eich data oddi ar y ddyfais hon?",
    allSynced:
      "Mae'r cyfan yn eich cyfrif, a bydd yma eto y tro nesaf y mewngofnodwch ar y ddyfais hon.",
    losses:
      "Nid yw hyn wedi'i gysoni. Ar y ddyfais hon yn unig y mae, a byddai'n cael ei golli am byth:",
    guestLosses: "Ar y ddyfais hon yn unig y mae hyn, a byddai'n cael ei golli am byth:",
    guestNothing: "Ni wnaed dim yma heb gyfrif a fyddai'n cael ei golli.",
    kinds: {
      messages: (n) => plural("cy", n, { other: "{n} neges" }),
      chats: (n) => plural("cy", n, { other: "{n} sgwrs" }),
      events: eventsOf,
      drafts: (n) =>
        plural("cy", n, { one: "1 neges heb ei hanfon", other: "{n} neges heb eu hanfon" }),
      other: (n) => plural("cy", n, { other: "{n} newid arall" }),
    },
    type: "I fwrw ymlaen, teipiwch y gair “tynnu”",
    word: "tynnu",
    wrongWord: "Teipiwch “tynnu” i fwrw ymlaen, neu canslwch.",
    confirm: "Tynnu",
    removing: "Wrthi'n tynnu…",
    done: "Tynnwyd eich data oddi ar y ddyfais hon.",
    failed: "Nid oedd modd tynnu popeth. Caewch dabiau eraill Athro a rhowch gynnig arall arni.",
  },
  guard: {
    title: (n) =>
      plural("cy", n, { other: "Mae {n} newid heb eu cysoni", one: "Mae 1 newid heb ei gysoni" }),
    text: "Os allgofnodwch nawr, ni chaiff dim ei golli: bydd yr hyn sydd heb ei gysoni yn aros ar y ddyfais hon nes i chi fewngofnodi yma eto, a chaiff ei gysoni bryd hynny. Tan hynny, ni fydd ar eich dyfeisiau eraill.",
    textShared:
      "Os allgofnodwch nawr, ni chaiff dim ei golli: bydd yr hyn sydd heb ei gysoni yn aros ar y ddyfais hon, er ei bod yn cael ei rhannu, nes i chi fewngofnodi yma eto. Tan hynny, ni fydd ar eich dyfeisiau eraill.",
    syncFirst: "Cysoni gyntaf",
    anyway: "Allgofnodi beth bynnag",
    syncing: "Wrthi'n cysoni. Cewch eich allgofnodi cyn gynted ag y bydd popeth wedi cyrraedd.",
    stuck:
      "Does dim modd cyrraedd y gweinydd nawr. Arhoswch wedi mewngofnodi, neu allgofnodwch beth bynnag.",
    refused:
      "Mae angen eich sylw ar ran ohono yn gyntaf: gweler y manylion cysoni yn y Gosodiadau.",
  },
  signedOut: "Wedi allgofnodi. Mae eich gwaith yn aros ar y ddyfais hon.",
  signedOutRemoved: "Wedi allgofnodi. Tynnwyd eich gwaith oddi ar y ddyfais hon.",
  signedOutKept: (n) =>
    plural("cy", n, {
      one: "Wedi allgofnodi. Mae 1 newid heb ei gysoni, felly mae eich gwaith yn aros yma nes i chi fewngofnodi eto.",
      other:
        "Wedi allgofnodi. Mae {n} newid heb eu cysoni, felly mae eich gwaith yn aros yma nes i chi fewngofnodi eto.",
    }),
};
