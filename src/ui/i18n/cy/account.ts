import type { AccountWords } from "../en/account.ts";
import { plural } from "../plural.ts";

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
    title: "Mae eich gwaith hyd yma'n aros lle mae",
    text: "Mae'r hyn a wnaethoch heb gyfrif yn aros ar y ddyfais hon, o dan “heb gyfrif”. Does dim modd ei symud i gyfrif eto. I'w weld eto nes ymlaen, allgofnodwch a dechreuwch heb gyfrif.",
  },
  ended:
    "Mae eich sesiwn wedi dod i ben. Mewngofnodwch eto i barhau i gysoni. Mae eich gwaith yn ddiogel ar y ddyfais hon.",
  signedIn: "Wedi mewngofnodi fel",
  signedInText: "Cedwir eich gwaith ar y ddyfais hon ac yn eich cyfrif.",
  goHome: "Parhau",
  signOut: "Allgofnodi",
  signOutText:
    "Mae eich gwaith yn aros ar y ddyfais hon, a bydd yn agor eto pan fewngofnodwch yma.",
  guard: {
    title: (n) =>
      plural("cy", n, { other: "Mae {n} newid heb eu cysoni", one: "Mae 1 newid heb ei gysoni" }),
    text: "Os allgofnodwch nawr, ni chaiff dim ei golli: bydd yr hyn sydd heb ei gysoni yn aros ar y ddyfais hon nes i chi fewngofnodi yma eto, a chaiff ei gysoni bryd hynny. Tan hynny, ni fydd ar eich dyfeisiau eraill.",
    syncFirst: "Cysoni gyntaf",
    anyway: "Allgofnodi beth bynnag",
    syncing: "Wrthi'n cysoni. Cewch eich allgofnodi cyn gynted ag y bydd popeth wedi cyrraedd.",
    stuck:
      "Does dim modd cyrraedd y gweinydd nawr. Arhoswch wedi mewngofnodi, neu allgofnodwch beth bynnag.",
    refused:
      "Mae angen eich sylw ar ran ohono yn gyntaf: gweler y manylion cysoni yn y Gosodiadau.",
  },
  signedOut: "Wedi allgofnodi. Mae eich gwaith yn aros ar y ddyfais hon.",
};
