import type { SyncWords } from "../en/sync.ts";
import { plural } from "../plural.ts";

export const sync: SyncWords = {
  heading: "Cysoni",
  state: {
    guest:
      "Mae popeth wedi'i gadw ar y ddyfais hon. Heb gyfrif does dim byd yn ei gadael, felly does dim byd i'w gysoni.",
    offline:
      "Rydych all-lein. Mae popeth wedi'i gadw yma, a chaiff ei anfon pan ddaw'r rhwydwaith yn ôl.",
    pending: (n) =>
      plural("cy", n, {
        one: "Mae {n} newid yn aros i'w anfon. Mae'n ddiogel ar y ddyfais hon.",
        other: "Mae {n} newid yn aros i'w hanfon. Maent yn ddiogel ar y ddyfais hon.",
      }),
    syncing: "Wrthi'n cysoni'r ddyfais hon â'r gweinydd.",
    synced: "Mae popeth sydd yma ar y gweinydd hefyd.",
    signin: "Mewngofnodwch i barhau i gysoni. Mae popeth wedi'i gadw ar y ddyfais hon.",
    refused: (n) =>
      plural("cy", n, {
        one: "Ni dderbyniodd y gweinydd {n} newid. Mae i'w weld isod, ac yn ddiogel ar y ddyfais hon.",
        other:
          "Ni dderbyniodd y gweinydd {n} newid. Maent i'w gweld isod, ac yn ddiogel ar y ddyfais hon.",
      }),
    server:
      "Mae problem gyda'r gweinydd. Bydd Athro'n rhoi cynnig arall arni ar ei ben ei hun; mae popeth wedi'i gadw yma.",
    digest:
      "Nid yw'r ddyfais hon a'r gweinydd yn dal yn union yr un peth. Mae eich gwaith yn ddiogel yma; bydd Athro'n cymharu popeth eto o fewn diwrnod.",
    upgrade:
      "Mae angen Athro mwy newydd ar y gweinydd. Mae'r hyn a ysgrifennwch wedi'i gadw ar y ddyfais hon; caiff ei gysoni ar ôl diweddaru Athro.",
  },
  waiting: "Yn aros i'w cysoni",
  waitingCount: (n) => plural("cy", n, { zero: "Dim byd", other: "{n} newid" }),
  oldest: "Y newid hynaf ers",
  lastSync: "Cysonwyd ddiwethaf",
  never: "Ddim eto",
  compared: "Cymhariaeth",
  proof: {
    equal: "Mae'r ddyfais hon a'r gweinydd yn dal yr un peth",
    equalBut: "Yr un peth, heblaw am yr hyn nad yw gan y gweinydd eto",
    different: "Mae'r ddyfais hon a'r gweinydd yn wahanol",
    unknown: "Heb ei wirio eto",
  },
  progress: (percent) => `Wrthi'n nôl eich gwaith: ${percent}%`,
  check: {
    now: "Gwirio nawr",
    checking: "Wrthi'n gwirio…",
    equal: (at) => `Gwiriwyd am ${at}: mae'r ddyfais hon a'r gweinydd yn dal yr un peth.`,
    equalBut: (at) => `Gwiriwyd am ${at}: yr un peth, heblaw am yr hyn nad yw gan y gweinydd eto.`,
    different: (at) =>
      `Gwiriwyd am ${at}: mae'r ddyfais hon a'r gweinydd yn wahanol. Mae eich gwaith yn ddiogel yma.`,
    offline: "Methu gwirio: rydych all-lein. Mae popeth wedi'i gadw yma.",
    signin: "Methu gwirio: mewngofnodwch yn gyntaf. Mae popeth wedi'i gadw yma.",
    failed:
      "Methu gwirio: nid atebodd y gweinydd. Mae popeth wedi'i gadw yma. Rhowch gynnig arall arni'n nes ymlaen.",
  },
  records: {
    chat_sessions: "Sgwrs",
    chat_messages: "Neges",
    calendar_events: "Digwyddiad",
    calendar_overrides: "Digwyddiad wedi'i newid",
    preferences: "Gosodiad",
    superseded: "Fersiwn cynharach",
  },
  draft: "Drafft",
  untitled: "Heb deitl",
  refused: {
    heading: "Heb eu derbyn",
    text: "Ni dderbyniodd y gweinydd y rhain fel y maent. Maent yn ddiogel ar y ddyfais hon, a does dim byd arall yn aros amdanynt.",
    empty: "Mae'r gweinydd wedi derbyn popeth a anfonwyd ato.",
    retry: "Ailgynnig",
    edit: "Golygu",
    discard: "Hepgor",
    export: "Allforio",
    file: "newid-athro",
    discarded: "Wedi'i hepgor.",
    missing: "Does dim byd ar ôl i'w agor.",
  },
  reasons: {
    "too-large": "Mae'n rhy fawr i'r gweinydd.",
    gone: "Cafodd yr hyn y mae'n perthyn iddo ei ddileu am byth.",
    clash: "Mae gan y gweinydd rywbeth arall yn ei le.",
    "not-allowed": "Mae'n cynnwys gwerth nad yw'r gweinydd yn ei ganiatáu.",
    unreadable: "Methodd y gweinydd â'i ddarllen.",
    other: "Methodd y gweinydd ag ef dro ar ôl tro.",
  },
  discardDialog: {
    first: "Hepgor y newid hwn?",
    firstText:
      "Bydd yn dangos yr hyn sydd gan y gweinydd yn ei le. Os na fu erioed gan y gweinydd, bydd yn diflannu.",
    second: "Ei hepgor am byth?",
    secondText: "Does dim modd dadwneud hyn, ar y ddyfais hon nac ar un arall.",
    discard: "Hepgor",
    forGood: "Hepgor am byth",
    keep: "Ei gadw",
  },
  overwritten: {
    heading: "Newidiadau a drosysgrifwyd",
    text: "Cafodd yr un peth ei newid ar ddwy ddyfais, a'r newid diweddaraf a orfu. Cedwir y llall yma am 30 diwrnod.",
    empty: "Nid oes yr un o'ch newidiadau wedi'i drosysgrifo gan ddyfais arall.",
    lost: "Collwyd",
    present: "Nawr",
    madeHere: (when) => `Newidiwyd ar y ddyfais hon, ${when}`,
    madeElsewhere: (when) => `Newidiwyd ar ddyfais arall, ${when}`,
    gone: "Cafodd yr hyn yr oedd yn perthyn iddo ei ddileu am byth, felly nid oes modd ei adfer.",
    restore: "Adfer",
    dismiss: "Diystyru",
    restored: "Wedi'i adfer.",
    dismissed: "Wedi'i ddiystyru.",
    undo: "Dadwneud",
  },
  fields: {
    title: "Teitl",
    time: "Dyddiad ac amser",
    repeat: "Ailadrodd",
    kind: "Math",
    athro: "Athro",
    notes: "Lleoliad a nodiadau",
    study: "Hyder a blaenoriaeth",
    reminders: "Nodiadau atgoffa",
    source: "Y ffeil calendr y daeth ohoni",
    active: "Agored neu wedi'i chadw",
    deleted: "Dileu",
    cancelled: "Canslo",
    value: "Gosodiad",
    other: "Manylion eraill",
  },
  values: {
    open: "Sgwrs agored",
    saved: "Sgwrs wedi'i chadw",
    deleted: "Wedi'i ddileu",
    notDeleted: "Heb ei ddileu",
    cancelled: "Wedi'i ganslo",
    notCancelled: "Heb ei ganslo",
    none: "Dim byd",
  },
  deleted: {
    heading: "Dilëwyd yn ddiweddar",
    text: "Gellir adfer y sgyrsiau a'r digwyddiadau a ddilëwch am 30 diwrnod, ar eich holl ddyfeisiau.",
    textGuest: "Gellir adfer y sgyrsiau a'r digwyddiadau a ddilëwch ar y ddyfais hon.",
    empty: "Does dim byd wedi'i ddileu y gellid ei adfer.",
    when: (at, until) => `Dilëwyd ${at}. Cedwir tan ${until}`,
    restore: "Adfer",
    restored: "Wedi'i adfer.",
  },
  of: (action, what) => `${action}: ${what}`,
  fieldOf: (record, field) => `${record}, ${field.toLowerCase()}`,
  failed: "Ni weithiodd hynny, a does dim byd wedi newid. Rhowch gynnig arall arni.",
};
