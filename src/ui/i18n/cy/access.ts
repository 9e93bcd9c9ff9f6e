import type { AccessWords } from "../en/access.ts";

export const access: AccessWords = {
  forgot: "Wedi anghofio'ch cyfrinair?",
  reset: {
    title: "Wedi anghofio'ch cyfrinair?",
    text: "Teipiwch e-bost eich cyfrif. Cewch ddolen i ddewis cyfrinair newydd. Mae'r gwaith ar y ddyfais hon yn aros fel y mae.",
    send: "Anfon y ddolen",
    sending: "Wrthi'n anfon…",
    sentTitle: "Edrychwch ar eich e-bost",
    sent: (email) =>
      `Os oes gan ${email} gyfrif, mae dolen ar ei ffordd yno. Mae'n gweithio unwaith, am awr, ac ar unrhyw ddyfais.`,
    again: "Ei hanfon eto",
    sentAgain: "Fe'i hanfonwyd eto.",
    back: "Yn ôl i fewngofnodi",
  },
  unconfirmed: (email) =>
    `Mae dolen ar ei ffordd i ${email}. Agorwch hi i gadarnhau mai eich cyfeiriad chi yw hwn; yna byddwch wedi mewngofnodi. Does dim o'ch gwaith yma'n cael ei golli yn y cyfamser.`,
  newPassword: {
    title: "Dewiswch gyfrinair newydd",
    text: "Mae'n ddilys ar eich holl ddyfeisiau: bydd pob un yn gofyn amdano.",
    label: "Cyfrinair newydd",
    save: "Cadw'r cyfrinair",
    saving: "Wrthi'n cadw…",
    saved: "Mae eich cyfrinair newydd wedi'i gadw. Bydd eich dyfeisiau eraill yn gofyn amdano.",
    savedElsewhere: (email) =>
      `Mae cyfrinair newydd ${email} wedi'i gadw. Mae rhywun arall wedi mewngofnodi ar y ddyfais hon, felly does dim wedi newid yma.`,
  },
  confirm: {
    title: "Cadarnhewch eich e-bost",
    text: "Cadarnhewch mai eich cyfeiriad chi yw hwn, a byddwch wedi mewngofnodi yma.",
    button: "Cadarnhau fy e-bost",
    confirming: "Wrthi'n cadarnhau…",
    done: "Mae eich e-bost wedi'i gadarnhau, ac rydych wedi mewngofnodi.",
    doneElsewhere: (email) =>
      `Mae ${email} wedi'i gadarnhau. Mae rhywun arall wedi mewngofnodi ar y ddyfais hon, felly does dim wedi newid yma.`,
  },
  badLink: {
    title: "Nid yw'r ddolen hon yn gweithio mwyach",
    text: "Mae dolen yn gweithio unwaith, am awr, ac mae un fwy newydd yn cymryd ei lle. Does dim byd wedi'i golli: gofynnwch am un newydd.",
    again: "Gofyn am ddolen newydd",
  },
  change: {
    text: "Dewiswch gyfrinair arall. Bydd eich dyfeisiau eraill yn gofyn amdano.",
    button: "Newid y cyfrinair",
    current: "Cyfrinair presennol",
    save: "Newid y cyfrinair",
    done: "Mae eich cyfrinair wedi'i newid. Bydd eich dyfeisiau eraill yn gofyn amdano.",
  },
  everywhere: {
    text: "Yn dod â'ch sesiynau i ben ar bob dyfais. Bydd y lleill yn gofyn i chi fewngofnodi eto o fewn awr; mae'r hyn sydd heb ei gysoni arnynt yn aros yno tan hynny.",
    button: "Allgofnodi ym mhobman",
    done: "Wedi allgofnodi ym mhobman. Bydd eich dyfeisiau eraill yn gofyn i chi fewngofnodi eto.",
  },
  remove: {
    text: "Yn dileu eich cyfrif a'i holl sgyrsiau, digwyddiadau a gosodiadau, ar eich holl ddyfeisiau.",
    button: "Dileu fy nghyfrif",
    title: "Dileu eich cyfrif a phopeth sydd ynddo?",
    explain:
      "Bydd popeth yn mynd: oddi ar y gweinydd a'r ddyfais hon nawr, ac oddi ar eich dyfeisiau eraill y tro nesaf y cyrhaeddant y gweinydd, gan gynnwys yr hyn sydd heb ei gysoni yno. Nid oes modd dadwneud hyn.",
    copy: "Os gallech fod am gael rhywfaint ohono rywbryd, lawrlwythwch gopi yn gyntaf.",
    confirm: "Dileu popeth",
    deleting: "Wrthi'n dileu…",
    done: "Mae eich cyfrif a phopeth a oedd ynddo wedi'u dileu.",
  },
  gone: {
    title: "Cafodd eich cyfrif ei ddileu",
    text: "Cafodd ei ddileu ar un arall o'ch dyfeisiau, felly tynnwyd yr hyn a oedd ynddo oddi ar y ddyfais hon hefyd. Os nad chi wnaeth hynny, siaradwch â phwy bynnag sy'n rhedeg Athro i chi.",
    understood: "Iawn",
  },
};
