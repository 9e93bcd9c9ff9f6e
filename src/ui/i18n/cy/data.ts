import type { DataWords } from "../en/data.ts";
import { plural } from "../plural.ts";

export const data: DataWords = {
  heading: "Eich data",
  text: "Popeth rydych wedi'i greu, yn un ffeil i chi ei chadw: eich sgyrsiau a'ch gosodiadau, a'ch calendr ar ffurf y gall calendrau eraill ei darllen. Mae'n gweithio all-lein.",
  export: "Allforio popeth",
  exporting: "Wrthi'n creu'r ffeil…",
  exportFailed: "Methwyd creu'r ffeil. Ni newidiwyd dim. Rhowch gynnig arall arni.",
  importText:
    "Yn ychwanegu'r hyn sydd mewn ffeil a allforiwyd ac nad yw ar y ddyfais hon. Nid yw'n newid dim sydd yma, ac ni ddaw dim a ddilëwyd gennych yn ôl.",
  import: "Mewnforio ffeil",
  reading: "Wrthi'n darllen y ffeil…",
  kinds: {
    chats: (n) => plural("cy", n, { other: "{n} sgwrs" }),
    messages: (n) => plural("cy", n, { other: "{n} neges" }),
    events: (n) => plural("cy", n, { other: "{n} digwyddiad", two: "{n} ddigwyddiad" }),
    other: (n) =>
      plural("cy", n, {
        one: "1 gosodiad neu ddrafft",
        other: "{n} o osodiadau, drafftiau ac ati",
      }),
  },
  question: {
    title: "Mewnforio'r ffeil hon?",
    made: (date) => `Dyddiad yr allforio: ${date}. Mae'n cynnwys:`,
    empty: "Does dim byd ynddi.",
    safe: "Mae'r hyn sydd yma eisoes yn aros fel y mae.",
    confirm: "Mewnforio",
    importing: "Wrthi'n mewnforio…",
  },
  done: {
    title: "Wedi mewnforio",
    added: "Ychwanegwyd:",
    nothing: "Mae'r cyfan yma eisoes, felly ni newidiwyd dim.",
    present: (n) =>
      plural("cy", n, {
        one: "Roedd 1 rhan ohoni yma eisoes, ac mae'n aros fel y mae.",
        two: "Roedd 2 ran ohoni yma eisoes, ac maent yn aros fel y maent.",
        other: "Roedd {n} rhan ohoni yma eisoes, ac maent yn aros fel y maent.",
      }),
    gone: (n) =>
      plural("cy", n, {
        one: "Mae 1 rhan yn perthyn i rywbeth a ddilëwyd gennych am byth, ac fe'i gadawyd allan.",
        two: "Mae 2 ran yn perthyn i rywbeth a ddilëwyd gennych am byth, ac fe'u gadawyd allan.",
        other:
          "Mae {n} rhan yn perthyn i rywbeth a ddilëwyd gennych am byth, ac fe'u gadawyd allan.",
      }),
    close: "Cau",
  },
  problem: {
    title: "Does dim modd mewnforio'r ffeil hon",
    kinds: {
      damaged:
        "Mae wedi'i thorri'n fyr neu wedi'i difrodi. Lawrlwythwch neu copïwch hi eto, a rhowch gynnig ar honno.",
      foreign:
        "Nid ffeil a allforiwyd o Athro yw hi. Dewiswch ffeil a wnaed gan “Allforio popeth”.",
      newer:
        "Fersiwn mwy newydd o Athro a'i creodd. Diweddarwch hwn, yna rhowch gynnig arall arni.",
    },
    records: (n) =>
      plural("cy", n, {
        one: "Nid yw 1 cofnod ynddi fel y mae Athro'n eu hysgrifennu, felly mae'n ymddangos iddi gael ei newid:",
        other:
          "Nid yw {n} o gofnodion ynddi fel y mae Athro'n eu hysgrifennu, felly mae'n ymddangos iddi gael ei newid:",
      }),
    failed: "Nid oedd modd ei hysgrifennu ar y ddyfais hon. Efallai nad oes digon o le.",
    unchanged: "Ni fewnforiwyd dim, ac nid oes dim wedi newid yma.",
  },
};
