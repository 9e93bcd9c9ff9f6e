import type { Phrases } from "./coach-phrases.ts";

export const WELSH: Phrases = {
  notice:
    "I fod yn onest â chi: does dim AI wedi'i gysylltu yma, felly alla i ddim ateb cwestiynau na marcio gwaith. Ond galla i eich helpu i ymarfer, a dyna sut mae pethau'n aros yn y cof.",
  noticeAgain: "(Does dim AI wedi'i gysylltu: ymarfer yw hwn, nid ateb.)",
  asked: [
    "Cyn chwilio am {term}, gwelwch beth sydd yn eich pen yn barod.",
    "Alla i ddim sôn wrthych chi am {term}, ond bydd rhoi cynnig arni'n gyntaf yn eich helpu i gofio'r hyn y byddwch yn ei ddarllen wedyn.",
    "Beth am droi eich cwestiwn am {term} yn gwestiwn ymarfer?",
  ],
  topic: [
    "Gadewch i ni ymarfer {term}.",
    "{term} amdani. Caewch eich nodiadau yn gyntaf.",
    "Iawn, {term}. Gweithiwch o'r cof i ddechrau.",
  ],
  tried: [
    "Diolch am roi cynnig arni. Alla i ddim ei farnu, felly chi yw'r arholwr: agorwch eich nodiadau, ticiwch beth sy'n cyfateb, a chywirwch un peth yn eich geiriau eich hun.",
    "Rydych chi wedi ei roi mewn geiriau, a dyna sy'n cryfhau'r cof. Nawr gwiriwch ef fesul llinell yn erbyn eich llyfr: beth sy'n gywir, beth sydd ar goll?",
    "Cadwch yr ateb hwnnw. Cymharwch ef â'ch nodiadau a thanlinellwch yr un gair neu ffigur pwysicaf.",
  ],
  stuck: [
    "Mae bod yn sownd yn ddefnyddiol: mae'n dangos ble i edrych. Dewch o hyd i {term} yn eich nodiadau, darllenwch am funud, yna cuddiwch y dudalen.",
    "Popeth yn iawn. Cymerwch gam llai: darllenwch am {term} am funud, caewch y llyfr, ac ysgrifennwch dri gair rydych chi'n eu cofio.",
    "Gadewch i ni ei wneud yn llai. Dywedwch yn gyntaf beth rydych chi yn ei wybod am {term}, hyd yn oed os mai dim ond un peth yw hynny.",
  ],
  noTopic: [
    "Ar ba bwnc rydych chi'n gweithio? Anfonwch ei enw ac un peth rydych chi'n ei gofio amdano.",
    "Rhowch bwnc o'ch gwers ddiwethaf i mi mewn ychydig eiriau, a gofynna i gwestiwn i chi amdano.",
    "Agorwch eich nodiadau ar unrhyw dudalen, dewiswch un gair allweddol, ac anfonwch ef ata i gyda'r hyn mae'n ei olygu yn eich barn chi.",
  ],
  noTopicStuck:
    "Popeth yn iawn, mae pawb yn mynd yn sownd. Agorwch eich nodiadau wrth y rhan anodd, dewiswch y gair cyntaf na allech ei esbonio, ac anfonwch ef ata i.",
  farewell:
    "Da iawn chi. I'w gadw yn y cof, profwch eich hun eto yfory, yna ymhen tri diwrnod, yna ymhen wythnos, heb nodiadau bob tro. Rhowch hynny yn eich calendr nawr, fel na fydd angen i chi gofio.",
  recall: [
    "Heb edrych, ysgrifennwch bopeth rydych chi'n ei gofio am {term} mewn un funud.",
    "O'r cof: pa dri pheth rydych chi'n eu gwybod am {term}?",
    "Beth ddywedodd eich gwers ddiwethaf am {term}? Ysgrifennwch ddwy frawddeg cyn gwirio.",
  ],
  pair: [
    "Sut mae {term} a {other} yn debyg, a sut maen nhw'n wahanol? Rhowch un o bob un.",
    "Beth sy'n cysylltu {term} a {other}? Ysgrifennwch un frawddeg sy'n defnyddio'r ddau.",
  ],
  useWords: "Ceisiwch ddefnyddio'r geiriau hyn o'ch neges: {terms}.",
  selfCheck: [
    "Yna rhowch rif o 0 i 10 am ba mor siŵr ydych chi, cyn gwirio eich nodiadau. Rhif uchel ac ateb anghywir yw'r lle gorau i adolygu.",
    "Ar ôl ei ysgrifennu, gwiriwch ef yn erbyn eich nodiadau ac anfonwch ata i beth fyddech chi'n ei newid.",
    "Dywedwch ef yn uchel fel petaech chi'n siarad â rhywun a gollodd y wers. Lle byddwch chi'n arafu, dyna beth i'w adolygu.",
  ],
  spacing: [
    "Yna gadewch ef, a rhowch gynnig arall ar yr un cwestiwn yfory heb nodiadau, ac unwaith eto ymhen tri diwrnod.",
    "Os oedd hynny'n hawdd, arhoswch yn hirach cyn y cynnig nesaf: wythnos. Os oedd yn anodd, rhowch gynnig arall arni yfory.",
    "Cymysgwch: gwnewch un cwestiwn o bwnc arall nawr, yna dewch yn ôl at hwn.",
  ],
  subjects: {
    "athro-english": {
      explain:
        "Esboniwch beth mae'r awdur yn ei wneud gyda {term}, a pha un gair o'r testun sy'n dangos hynny orau.",
      example:
        "Dewch o hyd i un dyfyniad byr am {term}, neu ei gofio. Beth mae'n ei awgrymu, a sut?",
      compare:
        "Ble arall yn eich testunau mae rhywbeth tebyg i {term}? Rhowch un tebygrwydd ac un gwahaniaeth.",
      predict: "Petai'r awdur wedi gadael {term} allan, sut byddai ymateb y darllenydd yn newid?",
    },
    "athro-maths": {
      explain: "Edrychwch ar {term}. Beth fyddai eich cam cyntaf, a pham mae'n dod yn gyntaf?",
      example:
        "Lluniwch broblem fer eich hun fel {term}, datryswch hi, a gwiriwch yr ateb drwy weithio am yn ôl.",
      compare:
        "Pa ddull allech chi ei gymysgu â'r un ar gyfer {term}? Sut rydych chi'n gwybod pryd i ddefnyddio pob un?",
      predict:
        "Newidiwch un rhif neu arwydd yn {term}, neu mewn cwestiwn arno. Cyn cyfrifo: a yw'r ateb yn mynd yn fwy, yn llai neu'n aros yr un fath, a pham?",
    },
    "athro-science": {
      explain:
        "Esboniwch {term} fel cadwyn: yn gyntaf, wedyn, felly. O ba gam rydych chi leiaf siŵr?",
      example:
        "Ble gallech chi weld {term} y tu allan i'r labordy? Disgrifiwch un enghraifft a beth fyddech chi'n ei fesur.",
      compare:
        "Beth sy'n hawdd ei gymysgu â {term}? Ysgrifennwch un peth sy'n gyffredin ac un sy'n eu gwahanu.",
      predict:
        "Meddyliwch am brawf sy'n ymwneud â {term}. Petaech chi'n newid un newidyn, beth rydych chi'n ei ragfynegi, a beth fyddech chi'n ei gadw yr un fath?",
    },
    "athro-geography": {
      explain:
        "Esboniwch {term} gam wrth gam. Pa rannau sy'n ffisegol, a pha rai sy'n deillio o bobl?",
      example:
        "Enwch un lle rydych chi wedi ei astudio ar gyfer {term}. Beth ddigwyddodd yno, ac i bwy?",
      compare:
        "Dewiswch ddau le lle mae {term} yn bwysig. Beth sy'n debyg, beth sy'n wahanol, a pham?",
      predict:
        "Sut gallai {term} newid dros yr hanner can mlynedd nesaf? Rhowch un rheswm a'r dystiolaeth y byddech chi'n chwilio amdani.",
    },
    "athro-history": {
      explain:
        "Pam mae {term} yn bwysig? Rhowch un achos ac un canlyniad, a chysylltwch nhw ag “oherwydd”.",
      example:
        "Pa ffynhonnell neu dystiolaeth fyddech chi'n ei defnyddio ar gyfer {term}? Pwy a'i lluniodd, a pha mor ddibynadwy yw hi?",
      compare:
        "Beth oedd yn wahanol ar ôl {term} o'i gymharu â chynt? Enwch un newid ac un peth a arhosodd yr un fath.",
      predict:
        "Dychmygwch na ddigwyddodd {term}. Beth allai fod wedi bod yn wahanol, a beth fyddai wedi digwydd beth bynnag?",
    },
    "athro-rs": {
      explain:
        "Esboniwch beth mae {term} yn ei olygu i gredinwr, gyda dysgeidiaeth neu arfer sy'n ei ddangos.",
      example: "Rhowch un ffordd mae {term} yn effeithio ar sut mae rhywun yn byw o ddydd i ddydd.",
      compare:
        "Rhowch ddwy farn wahanol am {term}, pob un â'i rheswm. Gallan nhw ddod o'r un grefydd.",
      predict:
        "Mae rhywun yn anghytuno â chi am {term}. Beth fydden nhw'n ei ddweud gyntaf, a sut byddech chi'n ymateb â pharch?",
    },
    "athro-languages": {
      explain:
        "Esboniwch y rheol neu'r patrwm y tu ôl i {term} i ffrind dosbarth, yn eich geiriau eich hun.",
      example: "Ysgrifennwch ddwy frawddeg eich hun gyda {term}: un am nawr ac un am ddoe.",
      compare:
        "Sut mae {term} yn gweithio'n wahanol i'r Gymraeg neu'r Saesneg? Enwch un peth i fod yn ofalus ohono.",
      predict:
        "Newidiwch y person neu'r amser mewn brawddeg gyda {term}. Beth arall sy'n gorfod newid?",
    },
    "athro-designtech": {
      explain:
        "Esboniwch pam byddai rhywun yn dewis {term}: pa angen sydd gan y defnyddiwr mae'n ei ddiwallu?",
      example:
        "Enwch gynnyrch sy'n dangos {term}. Pa benderfyniad gan y dylunydd welwch chi ynddo?",
      compare:
        "Beth ellid ei ddefnyddio yn lle {term}? Cymharwch y ddau o ran cost, cryfder ac effaith ar yr amgylchedd.",
      predict:
        "Petaech chi'n gwneud eich dyluniad eto heb {term}, beth fyddai'n methu gyntaf, a sut byddech chi'n profi hynny?",
    },
    "athro-drama": {
      explain:
        "Esboniwch sut byddech chi'n defnyddio llais a symudiad i ddangos {term} i gynulleidfa.",
      example:
        "Disgrifiwch un foment, mewn perfformiad a welsoch chi neu a grëwyd gennych, sy'n dangos {term}.",
      compare:
        "Sut byddai dau berfformiwr yn trin {term} yn wahanol? Pa un sy'n gweddu'n well i'r olygfa, a pham?",
      predict:
        "Petaech chi'n newid y gofod neu'r goleuo ar gyfer {term}, sut byddai'r gynulleidfa'n teimlo hynny?",
    },
    "athro-it": {
      explain:
        "Esboniwch {term} i rywun sydd erioed wedi defnyddio cyfrifiadur. Pa air mae'n rhaid i chi ei osgoi?",
      example:
        "Rhowch enghraifft fach o {term}: beth sy'n mynd i mewn, beth sy'n digwydd, beth sy'n dod allan?",
      compare: "Beth arall allai wneud gwaith {term}? Rhowch un fantais i bob un.",
      predict: "Beth allai fynd o'i le gyda {term}, a pha brawf fyddai'n dangos hynny?",
    },
    "athro-business": {
      explain:
        "Esboniwch {term} fel cadwyn i gwmni bach: mae hyn yn digwydd, felly hynny, sy'n arwain at…",
      example: "Dewiswch siop neu gwmni yn eich ardal. Sut mae {term} i'w weld yno?",
      compare:
        "Rhowch un fantais ac un anfantais i {term}. I ba fath o gwmni mae'r anfantais yn drech?",
      predict:
        "Petai {term} yn dyblu fis nesaf, neu'n dod i ben, beth fyddai'n digwydd i gostau, gwerthiant ac arian parod?",
    },
    "athro-cookery": {
      explain:
        "Esboniwch beth mae {term} yn ei wneud mewn saig, a beth fyddech chi'n ei weld, ei arogli neu ei deimlo.",
      example: "Enwch saig sy'n dibynnu ar {term}. Ar ba gam mae'n bwysicaf?",
      compare:
        "Beth allech chi ei ddefnyddio neu ei wneud yn lle {term}? Sut byddai'r canlyniad yn wahanol?",
      predict:
        "Beth sy'n digwydd os oes gormod o {term}, neu rhy ychydig? Sut byddech chi'n ei gywiro'n ddiogel?",
    },
    "athro-media": {
      explain:
        "Esboniwch sut mae {term} yn rhoi ystyr i destun cyfryngol. Beth mae'r gynulleidfa'n ei gymryd ohono?",
      example: "Dewiswch boster, rhaglen neu bost sy'n dangos {term}. Pa fanylyn sy'n profi hynny?",
      compare: "Sut byddai dwy gynulleidfa wahanol yn gweld {term}? Rhowch reswm dros bob un.",
      predict:
        "Petai'r gwneuthurwr yn newid {term}, pwy fyddai'n elwa, pwy fyddai'n cael ei adael allan, a pham?",
    },
    "athro-social": {
      explain: "Esboniwch {term} mewn dwy frawddeg, a dywedwch ar bwy mae'n effeithio.",
      example:
        "Rhowch un enghraifft o {term} o'r newyddion neu o'ch cymuned, heb enwi neb preifat.",
      compare: "Rhowch ddwy farn am {term}. At ba dystiolaeth byddai pob ochr yn pwyntio?",
      predict: "Petai deddf newydd yn newid {term}, beth allai ddigwydd heb i neb ei fwriadu?",
    },
    "athro-welsh": {
      explain: "Esboniwch batrwm neu ystyr {term} yn eich geiriau eich hun, yn Gymraeg.",
      example: "Ysgrifennwch ddwy frawddeg gyda {term}: un amdanoch chi ac un am rywun arall.",
      compare: "Beth sy'n hawdd ei gymysgu â {term}? Ysgrifennwch un frawddeg gyda phob un.",
      predict:
        "Rhowch {term} ar ôl “yn”, “i” neu “fy”. A yw'r llythyren gyntaf yn newid? Gwiriwch mewn geiriadur.",
    },
    "athro-nature": {
      explain:
        "Esboniwch sut mae {term} yn perthyn i'w amgylchedd: beth sydd ei angen arno, a beth sydd ei angen ef?",
      example:
        "Ble yn eich ardal gallech chi weld {term} neu ôl ohono? Beth fyddech chi'n ei nodi?",
      compare: "Sut mae {term} yn wahanol mewn tymor neu gynefin arall? Rhowch reswm.",
      predict:
        "Petai {term} yn diflannu, beth allai newid gyntaf, a beth fyddech chi'n ei gyfrif i gael gwybod?",
    },
    "athro-music": {
      explain:
        "Esboniwch sut mae {term} yn swnio i rywun na all glywed y darn. Pa offerynnau neu leisiau sydd ag ef?",
      example: "Enwch ddarn sydd â {term}. Ar ba foment rydych chi'n ei glywed orau?",
      compare: "Gwrandewch ar ddau ddarn i gael {term}. Beth sy'n debyg, a beth sy'n wahanol?",
      predict:
        "Petaech chi'n newid {term} mewn darn rydych chi'n ei chwarae, sut byddai ei naws yn newid? Rhowch gynnig ar wyth bar.",
    },
    "athro-art": {
      explain:
        "Esboniwch sut mae {term} yn gweithio mewn un llun neu wrthrych. I ble mae eich llygad yn mynd gyntaf?",
      example:
        "Enwch artist, neu ddarn o'ch gwaith eich hun, sy'n defnyddio {term}. Beth mae'n ei ychwanegu?",
      compare:
        "Rhowch ddau waith ochr yn ochr ar gyfer {term}. Pa un sydd gryfaf yn eich barn chi, a beth sy'n gwneud hynny?",
      predict:
        "Petaech chi'n newid y deunydd neu'r raddfa ar gyfer {term}, beth fyddai'r gwyliwr yn ei deimlo? Gwnewch fraslun cyflym.",
    },
    "athro-pe": {
      explain:
        "Esboniwch sut mae {term} yn effeithio ar berfformiwr, mewn camp rydych chi'n ei hadnabod.",
      example: "Disgrifiwch un foment mewn gêm neu sesiwn hyfforddi sy'n dangos {term}.",
      compare: "Sut mae {term} yn bwysig mewn ffordd wahanol i wibiwr ac i redwr pellter hir?",
      predict:
        "Petai perfformiwr yn hyfforddi {term} am chwe wythnos, beth rydych chi'n ei ragfynegi, a sut byddech chi'n ei fesur yn deg?",
    },
  },
  general: {
    explain:
      "Esboniwch {term} yn eich geiriau eich hun, fel petaech chi'n siarad â rhywun ddwy flynedd yn iau.",
    example: "Rhowch un enghraifft o {term}, a dywedwch beth sy'n ei gwneud yn un dda.",
    compare: "Beth sy'n hawdd ei gymysgu â {term}? Ysgrifennwch un tebygrwydd ac un gwahaniaeth.",
    predict:
      "Petai un peth am {term} yn wahanol, beth fyddai'n dilyn? Dywedwch pam rydych chi'n meddwl hynny.",
  },
  care: "Hoffwn i oedi'r ymarfer yma am eiliad. Does dim AI wedi'i gysylltu ac alla i ddim dweud wrth neb drosoch chi, felly siaradwch â pherson nawr, os gwelwch yn dda. Os ydych chi'n brifo, neu os oes rhywun yn eich brifo chi, dywedwch wrth oedolyn rydych chi'n ymddiried ynddo, neu ffoniwch Childline ar 0800 1111: mae am ddim, unrhyw bryd, ddydd neu nos. Os ydych chi neu rywun arall mewn perygl nawr, ffoniwch 999.\n\nRydych chi'n haeddu help, ac mae gofyn amdano'n beth iawn i'w wneud. Os am wers roedd eich neges, anfonwch y pwnc ata i mewn geiriau eraill ac fe wnawn ni ymarfer hwnnw.",
};
