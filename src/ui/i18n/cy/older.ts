import type { OlderWords } from "../en/older.ts";

export const older: OlderWords = {
  heading: "Data o'r hen Athro",
  text: "Wedi'i drosglwyddo o'r Athro a ddefnyddiwyd ar y ddyfais hon o'r blaen.",
  chats: "Sgyrsiau",
  messages: "Negeseuon",
  events: "Digwyddiadau",
  unread:
    "Nid oedd modd darllen y cyfan. Mae'r gweddill yn dal ar y ddyfais hon fel yr oedd, a gallwch gadw copi ohono.",
  chat: (athro) => `Sgwrs: ${athro}`,
  savedChat: (athro) => `Sgwrs wedi'i chadw: ${athro}`,
  calendar: "Calendr",
  calendarBackup: "Copi wrth gefn o'r calendr",
  confidence: "Hyder",
  setting: (name) => `Gosodiad “${name}”`,
  reasons: {
    json: "Mae wedi'i ddifrodi, felly nid oedd modd darllen dim ohono.",
    shape: "Nid yw'r hyn y dylai fod.",
    owner: "Mae'n dweud ei fod yn perthyn i rywun arall.",
    athro: "Nid yw'n dweud am ba Athro y mae.",
    message: "Mae rhai o'i negeseuon yn anghyflawn.",
    event: "Nid digwyddiadau yw rhai o'i gofnodion.",
    date: "Nid oes dyddiad cywir gan rai o'i ddigwyddiadau.",
    number: "Mae rhai o'i rifau y tu allan i'r ystod.",
    long: "Mae rhywfaint o'i destun yn rhy hir.",
    differs: "Nid yw rhywfaint ohono yr un fath â'r hyn sydd yma'n barod.",
    unsafe: "Nid oes modd ei storio.",
    gone: "Mae'n perthyn i rywbeth a ddilëwyd gennych am byth.",
  },
  export: "Allforio'r hyn na ellid ei ddarllen",
  file: "data-hen-athro",
};
