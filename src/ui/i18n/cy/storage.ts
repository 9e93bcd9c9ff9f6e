import type { StorageWords } from "../en/storage.ts";
import { plural } from "../plural.ts";

export const storage: StorageWords = {
  room: {
    heading: "Storfa",
    used: (used) => `Defnyddiwyd ${used}`,
    usedOf: (used, limit) => `Defnyddiwyd ${used} o ${limit}`,
    unknown: "Nid yw'r porwr hwn yn dweud faint o le mae Athro'n ei gymryd.",
    megabytes: (n) => `${n} MB`,
    gigabytes: (n) => `${n} GB`,
    keeping: {
      protected: "Wedi'i ddiogelu: nid yw'r porwr yn clirio dim o hyn ar ei ben ei hun.",
      "may-clear":
        "Os bydd lle'n brin ar y ddyfais hon, gall y porwr glirio'r hyn mae Athro'n ei gadw yma.",
      "may-expire":
        "Mae'r porwr hwn yn clirio'r hyn mae Athro'n ei gadw yma os na fyddwch yn ei agor am 7 diwrnod. Ar y Sgrin Gartref, mae Athro'n ei gadw.",
      unknown: "Nid yw'r porwr hwn yn dweud a all glirio'r hyn mae Athro'n ei gadw yma.",
    },
    student: "Mae'r hyn sydd wedi'i gysoni'n ddiogel yn eich cyfrif beth bynnag.",
    guest: "Heb gyfrif does dim copi arall: allforiwch un bob hyn a hyn.",
    protect: "Diogelu fy nata",
    refused:
      "Ni chytunodd y porwr. Mae'n cytuno fel arfer ar ôl gosod Athro neu ei ddefnyddio am ychydig. Rhowch gynnig arall arni bryd hynny, ac allforiwch gopi yn y cyfamser.",
  },
  archive: {
    row: "Symud hen sgyrsiau sydd wedi'u cadw i ffeil, a'u tynnu oddi yma.",
    open: "Archifo hen sgyrsiau",
    title: "Archifo hen sgyrsiau",
    age: "Dim byd wedi'i ddweud ers",
    months: (n) => plural("cy", n, { two: "{n} fis", other: "{n} mis" }),
    none: "Does dim sgwrs gadwedig mor hen â hynny.",
    found: (chats) =>
      plural("cy", chats, {
        one: "Mae {n} sgwrs gadwedig yn mynd i'r ffeil:",
        other: "Mae {n} sgwrs gadwedig yn mynd i'r ffeil:",
      }),
    list: "Sgyrsiau i'w harchifo",
    messages: (n) => plural("cy", n, { two: "{n} neges", other: "{n} neges" }),
    everywhere:
      "Pan fyddwch yn eu tynnu, maen nhw'n symud i Dilëwyd yn ddiweddar ar eich holl ddyfeisiau, ac yn mynd o'ch cyfrif am byth ar ôl 30 diwrnod. Tan hynny gellir eu hadfer yno. Wedi hynny y ffeil yw'r unig gopi.",
    guest:
      "Pan fyddwch yn eu tynnu, maen nhw'n mynd o'r ddyfais hon ar unwaith. Y ffeil wedyn yw'r unig gopi.",
    save: "Cadw'r ffeil",
    saving: "Wrthi'n cadw…",
    file: "athro-sgyrsiau",
    saved: (name) =>
      `Mae ${name} ar ei ffordd i'ch lawrlwythiadau. Dangoswch y ffeil i Athro, i fod yn sicr nad oes dim yn mynd ar goll. Does dim wedi'i dynnu eto.`,
    check: "Dewis y ffeil a gadwyd",
    checking: "Wrthi'n darllen…",
    whole: "Mae'r ffeil yn gyfan: mae pob un o'r sgyrsiau hyn ynddi.",
    wrongFile:
      "Nid honno yw'r ffeil sydd newydd ei chadw, neu nid yw'n gyfan. Does dim wedi'i dynnu. Dewiswch eto, neu cadwch hi unwaith eto.",
    remove: (chats) => plural("cy", chats, { other: "Tynnu {n} sgwrs" }),
    removing: "Wrthi'n tynnu…",
    removed: (chats) => plural("cy", chats, { other: "Tynnwyd {n} sgwrs." }),
    changed: (chats) =>
      plural("cy", chats, {
        other: "Newidiodd {n} sgwrs yn y cyfamser, a gadawyd nhw yma.",
      }),
    back: "I ddod â nhw'n ôl, mewnforiwch y ffeil yma yn y Gosodiadau, ar unrhyw ddyfais ac i unrhyw gyfrif.",
    failed: {
      full: "Does dim wedi'i dynnu: does dim lle ar ôl ar y ddyfais hon. Gwnewch le, yna rhowch gynnig arall arni.",
      unknown: "Does dim wedi'i dynnu: aeth rhywbeth o'i le. Rhowch gynnig arall arni.",
    },
  },
};
