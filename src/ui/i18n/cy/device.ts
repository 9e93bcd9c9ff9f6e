import type { DeviceWords } from "../en/device.ts";

export const device: DeviceWords = {
  update: {
    ready: "Fersiwn newydd yn barod.",
    readyRequired:
      "Fersiwn newydd yn barod. Mae ar y gweinydd ei hangen: diweddarwch i barhau i gysoni. Mae'r hyn a ysgrifennwch wedi'i gadw ar y ddyfais hon.",
    required:
      "Mae angen Athro mwy newydd ar y gweinydd. Tan hynny mae'r hyn a ysgrifennwch wedi'i gadw ar y ddyfais hon.",
    elsewhere:
      "Cafodd Athro ei ddiweddaru mewn tab arall. Llwythwch hwn eto i ddefnyddio'r fersiwn newydd; mae'r hyn a deipioch wedi'i gadw.",
    gone: "Cafodd Athro ei ddiweddaru, ac mae rhan o'r fersiwn hŷn hon wedi mynd. Llwythwch hi eto i barhau; mae'r hyn a deipioch wedi'i gadw.",
    none: "Does dim fersiwn newydd eto. Mae Athro'n dal i chwilio; mae'r hyn a ysgrifennwch wedi'i gadw ar y ddyfais hon.",
    action: "Diweddaru",
    updating: "Wrthi'n diweddaru…",
    look: "Chwilio am ddiweddariad",
    looking: "Wrthi'n chwilio…",
    again: "Llwytho eto",
  },
  install: {
    heading: "Cadwch Athro wrth law",
    text: "Wedi'i osod, mae Athro'n agor o'ch sgrin gartref neu'ch bwrdd gwaith, heb rwydwaith hefyd, ac mae'r porwr yn llai tebygol o glirio eich gwaith.",
    action: "Gosod",
    later: "Nid nawr",
    byHand:
      "Tapiwch Rhannu, yna Ychwanegu at y Sgrin Gartref. Wedyn mae Athro'n agor fel ap, ac mae iOS yn cadw eich gwaith.",
    gotIt: "Iawn",
    row: "Athro fel ap, gyda'i eicon a'i ffenestr ei hun.",
    done: "Mae Athro wedi'i osod ar y ddyfais hon.",
  },
  slowStart: {
    heading: "Mae Athro'n araf yn agor",
    text: "Mae eich gwaith ar y ddyfais hon, ond ni ellir ei gyrraedd eto. Os yw Athro ar agor mewn tab arall, caewch ef yno: wedyn bydd y dudalen hon yn mynd ymlaen ohoni ei hun.",
  },
};
