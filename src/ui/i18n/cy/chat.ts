import type { ChatWords } from "../en/chat.ts";
import { plural } from "../plural.ts";

export const chat: ChatWords = {
  athros: { heading: "Athrawon", startChat: "Dechrau sgwrs" },
  actions: {
    savedSessions: "Sesiynau wedi'u cadw",
    saveSession: "Cadw'r sesiwn",
    deleteSession: "Dileu'r sesiwn",
    nothingYet: "Does dim byd yn y sgwrs hon eto",
    open: "Agor",
    resume: "Parhau",
    rename: "Ailenwi",
    restore: "Adfer",
    undo: "Dadwneud",
    cancel: "Canslo",
    close: "Cau",
    save: "Cadw",
    delete: "Dileu",
  },
  notices: {
    saved: "Wedi'i chadw. Sgwrs newydd wedi dechrau.",
    deleted: "Sgwrs wedi'i dileu.",
    messageDeleted: "Neges wedi'i dileu.",
    copied: "Wedi'i gopïo.",
    notCopied: "Methu copïo. Dewiswch y testun a'i gopïo eich hun.",
    edited: "Wedi'i hanfon eto. Mae'ch cwestiwn cyntaf wedi'i gadw.",
    notEdited:
      "Heb ei hanfon: nid yw'r sgwrs honno ar agor bellach. Mae'ch geiriau yn y blwch neges.",
    enoughReplies: "Dyna'r nifer mwyaf o atebion i un cwestiwn. Gofynnwch un newydd.",
    notStopped: "Methu ei atal. Gwiriwch eich cysylltiad a rhowch gynnig arall arni.",
    failed: {
      full: "Does dim wedi newid: nid oes lle ar ôl ar y ddyfais hon. Gwnewch le, yna rhowch gynnig arall arni.",
      "too-large": "Does dim wedi newid: mae hynny'n rhy fawr i'w gadw.",
      closed:
        "Does dim wedi newid: mae'r ap wedi colli ei storfa. Llwythwch y dudalen eto, yna rhowch gynnig arall arni.",
      unknown:
        "Does dim wedi newid: aeth rhywbeth o'i le ar y ddyfais hon. Rhowch gynnig arall arni.",
    },
  },
  editing: {
    heading: "Golygu ac anfon eto",
    hint: "Mae'r cwestiwn newydd yn cymryd lle hwn, a gallwch ddod â hwn yn ôl.",
    missing: "Ysgrifennwch eich cwestiwn.",
  },
  tools: {
    of: (message) => `Offer ar gyfer ${message}`,
    copy: "Copïo",
    edit: "Golygu",
    delete: "Dileu",
    regenerate: "Ateb arall",
    previous: "Ateb blaenorol",
    next: "Ateb nesaf",
    nth: (nth, count) => `Ateb ${nth} o ${count}`,
    edited: "Wedi'i olygu. Adfer y cyntaf",
  },
  sharing: {
    menu: "Mwy",
    download: "Lawrlwytho",
    print: "Argraffu",
    share: "Rhannu",
    copy: "Copïo'r sgwrs",
    preparing: "Paratoi i argraffu",
    ready: (ready, of) => `${ready} o ${of} o negeseuon`,
    failed: "Wnaeth hynny ddim gweithio. Does dim byd wedi newid. Rhowch gynnig arall arni.",
  },
  markdown: { code: "Cod", table: "Tabl", formula: "Fformiwla", copyCode: "Copïo'r cod" },
  marks: {
    stopped: "Fe wnaethoch chi atal yr ateb hwn",
    cut: "Torrwyd yr ateb hwn yn fyr yma",
    device: "Ysgrifennwyd gan diwtor y ddyfais hon ei hun (arbrofol)",
  },
  notify: {
    name: "Rhoi gwybod am atebion",
    question: (athro) => `A ddylai Athro ddweud wrthych pan fydd ${athro} wedi ateb?`,
    yes: "Rhowch wybod i mi",
    no: "Nid nawr",
  },
  teaching: {
    language: "Iaith yr atebion",
    learning: "Rydych yn dysgu",
    asAsked: "Fel rydych chi'n ysgrifennu",
    languages: {
      en: "Saesneg yn unig",
      cy: "Cymraeg yn unig",
      both: "Ochr yn ochr",
      fr: "Ffrangeg",
      de: "Almaeneg",
      es: "Sbaeneg",
      it: "Eidaleg",
      pl: "Pwyleg",
      el: "Groeg",
      tr: "Tyrceg",
      uk: "Wcreineg",
      zh: "Tsieinëeg",
      ar: "Arabeg",
    },
    confidence: "Hyder",
    how: (athro) => `Pa mor hyderus ydych chi gyda'r hyn mae ${athro} yn ei ddysgu?`,
    level: (level) => `${level} o 10`,
    notSaid: "Nid ydych wedi dweud eto",
    forget: "Anghofio hyn",
  },
  removed: (count) =>
    plural("cy", count, {
      one: "Neges wedi'i dileu.",
      two: "{n} neges wedi'u dileu.",
      other: "{n} neges wedi'u dileu.",
    }),
  deleting: { question: "Dileu'r sgwrs hon ar eich holl ddyfeisiau?" },
  renaming: {
    heading: "Ailenwi'r sesiwn",
    title: "Teitl",
    missing: "Rhowch deitl i'r sesiwn.",
    long: (max) => `Defnyddiwch ${max} nod ar y mwyaf.`,
  },
  sessions: {
    search: "Chwilio yn ôl teitl",
    none: (query) => `Does dim teitl sy'n cynnwys “${query}”.`,
    empty:
      "Does dim sesiynau wedi'u cadw eto. Cadwch sesiwn i'w gweld yma ac i ddechrau sgwrs newydd.",
    deleted: "Wedi'i dileu",
    untitled: "Sgwrs heb deitl",
  },
  log: {
    empty: (athro) => `Beth hoffech chi ei ofyn i ${athro}?`,
    earlier: "Negeseuon cynharach",
    later: "Negeseuon diweddarach",
    newMessages: "Negeseuon newydd",
    latest: "I'r negeseuon diweddaraf",
    today: "Heddiw",
    yesterday: "Ddoe",
    you: "Chi",
    note: "Nodyn",
    message: (by, time) => `${by}, ${time}`,
  },
  state: {
    saved: "Wedi'i gadw ar y ddyfais hon",
    guestHint: "I gael ateb, crëwch gyfrif",
    waiting: "Yn aros i'w hanfon",
    waitingOffline: "Yn aros i'w hanfon. Cewch ateb pan fyddwch ar-lein eto",
    sent: "Wedi'i hanfon",
    sentOffline: "Wedi'i hanfon. Cewch ateb pan fyddwch ar-lein eto",
    answering: (athro) => `Mae ${athro} yn ysgrifennu…`,
    next: "Wedi'i hanfon. Daw'r ateb ar ôl yr un sy'n cael ei ysgrifennu",
    answered: "Wedi'i hateb",
    unanswered: "Methu cael ateb.",
    tooLong: (athro, most) =>
      most === null
        ? `Rhy hir i ${athro} ei ateb. Byrhewch y cwestiwn a'i anfon eto.`
        : `Rhy hir i ${athro} ei ateb: y terfyn yw ${most} nod. Byrhewch y cwestiwn a'i anfon eto.`,
    quota: (time) =>
      time === null
        ? "Rydych wedi cael holl atebion heddiw. Mae'ch cwestiwn wedi'i gadw."
        : `Rydych wedi cael holl atebion heddiw. Daw'r ateb ar ôl ${time}.`,
    tryAgain: "Rhowch gynnig arall arni",
    refused: "Heb ei hanfon.",
    retry: "Ailgynnig",
    edit: "Golygu",
    delete: "Dileu",
    replied: (athro) => `Mae ${athro} wedi ateb`,
  },
  composer: {
    message: "Neges",
    ask: (athro) => `Gofynnwch i ${athro}`,
    send: "Anfon",
    stop: "Stopio",
    count: (length, max) => `${length} o ${max} nod`,
    long: (length, max) =>
      `Mae ${length} nod yn y neges hon; y terfyn yw ${max}. Byrhewch hi er mwyn ei hanfon. Mae'ch testun wedi'i gadw.`,
    freeSpace: "Gweld beth sy'n cymryd lle",
    notSaved: {
      full: "Heb ei chadw: nid oes lle ar ôl ar y ddyfais hon. Mae'ch testun yma o hyd. Gwnewch le, yna anfonwch hi eto.",
      "too-large":
        "Heb ei chadw: mae'r neges hon yn rhy fawr i'w hanfon. Mae'ch testun yma o hyd. Byrhewch hi, yna anfonwch hi eto.",
      closed:
        "Heb ei chadw: mae'r ap wedi colli ei storfa. Mae'ch testun yma o hyd. Copïwch ef, yna llwythwch y dudalen eto.",
      unknown:
        "Heb ei chadw: aeth rhywbeth o'i le ar y ddyfais hon. Mae'ch testun yma o hyd. Anfonwch hi eto.",
    },
    draftUnkept:
      "Nid yw'r hyn rydych chi'n ei deipio yn cael ei gadw ar y ddyfais hon. Cadwch y dudalen hon ar agor nes i chi ei anfon.",
  },
  missing: {
    athro: "Nid oes Athro o'r fath",
    athroText: "Efallai fod y ddolen yn hen neu'n anghywir. Mae'ch sgyrsiau'n ddiogel.",
    session: "Nid yw'r sesiwn hon yma",
    sessionText:
      "Efallai nad yw hi wedi cyrraedd y ddyfais hon eto, neu fod y ddolen yn anghywir. Mae'ch sgyrsiau'n ddiogel.",
    sessionDeleted: "Mae'r sesiwn hon wedi'i dileu.",
    chooseAthro: "Dewis Athro",
  },
};
