import { wordsOf } from "./coach-words.ts";

/** What the student is doing with a message. */
export type Stance =
  /** Asking for an answer or for work to be done. */
  | "asked"
  /** Naming what to practise. */
  | "topic"
  /** Trying an answer. */
  | "tried"
  | "stuck"
  | "farewell";

const FAREWELL =
  /^\W*(?:(?:ok|okay|great|iawn|gwych)\W+)?(?:thanks|thank you|thx|cheers|bye|goodbye|diolch|hwyl|da bo)\b/iu;
const FAREWELL_WORDS_MAX = 6;

const STUCK =
  /\b(?:don['’]?t (?:know|understand|get)|do not (?:know|understand|get)|no idea|i['’]?m stuck|i am stuck|not sure|confused|idk|can['’]?t remember|dim syniad|ddim yn (?:gwybod|deall|cofio|siŵr)|yn sownd|wedi drysu)\b/iu;

const ASKING =
  /^\W*(?:(?:please|plîs|can you|could you|would you|allwch chi|alli di)\W+)*(?:what|why|how|when|where|who|which|is|are|do|does|did|can|could|should|would|will|explain|describe|tell|give|write|solve|find|calculate|work out|list|show|help|define|compare|translate|summari[sz]e|answer|make|beth|pam|sut|pryd|ble|pwy|pa|faint|sawl|ai|oes|ydy|ydi|yw|esboni\w*|egluro|eglurwch|disgrif\w*|dwe[dn]\w*|dywed\w*|rhowch|rho|ysgrifenn\w*|datrys\w*|cyfrif\w*|rhestr\w*|dangos\w*|help\w*|diffini\w*|cymhar\w*|cyfieith\w*|crynho\w*|ateb\w*|gwnewch)(?!\p{L})/iu;

/** What is left to practise in "I don't understand osmosis". */
export const withoutStuckWords = (message: string): string => message.replace(STUCK, " ");

/** Words in a message that only names a topic. */
const TOPIC_WORDS_MAX = 4;

/** `answering`: whether a practice question went before. */
export const readStance = (message: string, answering: boolean): Stance => {
  const text = message.trim().slice(0, 2_000);
  const words = wordsOf(text).length;
  if (words <= FAREWELL_WORDS_MAX && FAREWELL.test(text)) return "farewell";
  if (STUCK.test(text)) return "stuck";
  if (text.endsWith("?") || ASKING.test(text)) return "asked";
  return answering && words > TOPIC_WORDS_MAX ? "tried" : "topic";
};

/** First-person signs that a student may be in danger. A false alarm costs a lesson one message; a miss could cost far more. */
const AT_RISK =
  /\b(?:(?:kill|hurt|harm|cut|killing|hurting|harming|cutting) (?:myself|my self)|i(?:['’]m| am)? (?:just )?(?:want|wanna|going) (?:to )?die|end (?:it all|my (?:own )?life)|suicidal|self[- ]?harm(?:ing)?|(?:he|she|they|dad|mum|someone) (?:hits|beats|hurts|touches) me|(?:hitting|hurting|abusing|touching) me|being abused|lladd fy hun|(?:niweidio|brifo|anafu) fy hun|eisiau marw|hunan-?niweidio|yn fy (?:mrifo|nghuro|ngham-drin))(?!\p{L})/iu;

export const mayBeAtRisk = (message: string): boolean => AT_RISK.test(message);
