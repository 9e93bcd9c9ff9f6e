import type { Phrases } from "./coach-phrases.ts";

export const ENGLISH: Phrases = {
  notice:
    "To be plain with you: no AI is connected here, so I can't answer questions or mark work. I can help you practise, which is how things stick.",
  noticeAgain: "(No AI is connected: this is practice, not an answer.)",
  asked: [
    "Before you look {term} up, see what is already in your head.",
    "I can't tell you about {term}, but trying first makes what you look up afterwards stay longer.",
    "Let's turn your question about {term} into a practice question.",
  ],
  topic: [
    "Let's practise {term}.",
    "{term} it is. Close your notes first.",
    "Good, {term}. Work from memory to begin with.",
  ],
  tried: [
    "Thank you for having a go. I can't judge it, so you be the examiner: open your notes, tick what matches, and correct one thing in your own words.",
    "You put it into words, and that is what builds memory. Now check it line by line against your book: what is right, what is missing?",
    "Keep that answer. Compare it with your notes and underline the one word or figure that matters most.",
  ],
  stuck: [
    "Being stuck is useful: it shows where to look. Find {term} in your notes, read for one minute, then cover the page.",
    "That's fine. Take a smaller step: look up {term} for one minute, close the book, and write three words that you remember.",
    "Let's make it smaller. Say first what you do know about {term}, even if it is only one thing.",
  ],
  noTopic: [
    "Which topic are you working on? Send me its name and one thing that you remember about it.",
    "Tell me a topic from your last lesson in a few words, and I'll ask you about it.",
    "Open your notes at any page, pick one key word, and send it to me with what you think it means.",
  ],
  noTopicStuck:
    "That's fine, everyone gets stuck. Open your notes at the hard part, pick the first word there that you couldn't explain, and send it to me.",
  farewell:
    "Good work. To keep it, test yourself on this again tomorrow, then in three days, then in a week, without notes each time. Put it in your calendar now, so that you needn't remember to.",
  recall: [
    "Without looking, write down everything you remember about {term} in one minute.",
    "From memory: what are three things you know about {term}?",
    "What did your last lesson say about {term}? Write two sentences before you check.",
  ],
  pair: [
    "How are {term} and {other} alike, and how do they differ? Give one of each.",
    "What connects {term} and {other}? Write one sentence that uses both.",
  ],
  useWords: "Try to use these words of yours: {terms}.",
  selfCheck: [
    "Then rate how sure you are from 0 to 10 before you check your notes. A high number and a wrong answer is the best place to revise.",
    "When you have written it, check it against your notes and send me what you would change.",
    "Say it aloud as if to someone who missed the lesson. Where you slow down is what to look up.",
  ],
  spacing: [
    "Then leave it, and try the same question again tomorrow without notes, and once more in three days.",
    "If that was easy, wait longer before the next try: a week. If it was hard, try it again tomorrow.",
    "Mix it: do one question from another topic now, then come back to this one.",
  ],
  subjects: {
    "athro-english": {
      explain:
        "Explain what the writer does with {term}, and which single word from the text shows it best.",
      example: "Find or remember one short quotation for {term}. What does it suggest, and how?",
      compare:
        "Where else in your texts does something like {term} appear? Give one likeness and one difference.",
      predict: "If the writer had left out {term}, how would the reader's response change?",
    },
    "athro-maths": {
      explain: "Look at {term}. What would your first step be, and why does it come first?",
      example:
        "Make up a short problem of your own like {term}, solve it, and check the answer by working backwards.",
      compare:
        "Which method could you mix up with the one for {term}? How do you tell when to use each?",
      predict:
        "Change one number or sign in {term}, or in a question on it. Before calculating: does the answer get bigger, smaller or stay the same, and why?",
    },
    "athro-science": {
      explain: "Explain {term} as a chain: first, then, so. Which step are you least sure of?",
      example:
        "Where could you see {term} outside the laboratory? Describe one example and what you would measure.",
      compare:
        "What is {term} easily mixed up with? Write one thing they share and one that tells them apart.",
      predict:
        "Think of a test to do with {term}. If you changed one variable, what do you predict, and what would you keep the same?",
    },
    "athro-geography": {
      explain:
        "Explain {term} step by step. Which parts are physical, and which are down to people?",
      example: "Name one place that you studied for {term}. What happened there, and to whom?",
      compare: "Choose two places where {term} matters. What is the same, what differs, and why?",
      predict:
        "How might {term} change over the next fifty years? Give one reason and the evidence that you would look for.",
    },
    "athro-history": {
      explain:
        "Why does {term} matter? Give one cause and one consequence, and join them with “because”.",
      example:
        "Which source or piece of evidence would you use for {term}? Who made it, and how far can you trust it?",
      compare:
        "What was different after {term} from before it? Name one change and one thing that stayed the same.",
      predict:
        "Suppose that {term} had not happened. What might have gone differently, and what would have happened anyway?",
    },
    "athro-rs": {
      explain:
        "Explain what {term} means to a believer, with a teaching or practice that shows it.",
      example: "Give one way in which {term} affects how someone lives from day to day.",
      compare:
        "Give two different views about {term}, each with its own reason. They may come from the same religion.",
      predict:
        "Someone disagrees with you about {term}. What would they say first, and how would you reply with respect?",
    },
    "athro-languages": {
      explain: "Explain the rule or pattern behind {term} to a classmate, in your own words.",
      example:
        "Write two sentences of your own with {term}: one about now and one about yesterday.",
      compare:
        "How does {term} work differently from English or Welsh? Name one thing to watch out for.",
      predict: "Change the person or the tense in a sentence with {term}. What else has to change?",
    },
    "athro-designtech": {
      explain: "Explain why someone would choose {term}: what need of the user does it meet?",
      example:
        "Name a product that shows {term}. Which decision of its designer can you see in it?",
      compare:
        "What could be used in place of {term}? Compare the two for cost, strength and effect on the environment.",
      predict:
        "If you made your design again without {term}, what would fail first, and how would you test that?",
    },
    "athro-drama": {
      explain: "Explain how you would use voice and movement to show {term} to an audience.",
      example: "Describe one moment, in a performance that you saw or made, which shows {term}.",
      compare:
        "How would two performers handle {term} differently? Which suits the scene better, and why?",
      predict:
        "If you changed the space or the lighting for {term}, how would the audience feel it?",
    },
    "athro-it": {
      explain:
        "Explain {term} to someone who has never used a computer. Which word do you have to avoid?",
      example: "Give a small example of {term}: what goes in, what happens, what comes out?",
      compare: "What else could do the job of {term}? Give one advantage of each.",
      predict: "What could go wrong with {term}, and which test would show it?",
    },
    "athro-business": {
      explain: "Explain {term} as a chain for a small firm: this happens, so that, which leads to…",
      example: "Choose a shop or firm near you. How does {term} show there?",
      compare:
        "Give one advantage and one drawback of {term}. For which kind of firm does the drawback win?",
      predict:
        "If {term} doubled next month, or stopped, what would happen to costs, sales and cash?",
    },
    "athro-cookery": {
      explain: "Explain what {term} does in a dish, and what you would see, smell or feel.",
      example: "Name a dish that depends on {term}. At which step does it matter most?",
      compare: "What could you use or do instead of {term}? How would the result differ?",
      predict:
        "What happens if there is too much of {term}, or too little? How would you put it right safely?",
    },
    "athro-media": {
      explain:
        "Explain how {term} gives meaning to a media text. What does the audience take from it?",
      example: "Choose a poster, programme or post that shows {term}. Which detail proves it?",
      compare: "How would two different audiences see {term}? Give a reason for each.",
      predict: "If the maker changed {term}, who would gain, who would be left out, and why?",
    },
    "athro-social": {
      explain: "Explain {term} in two sentences, and say whom it affects.",
      example:
        "Give one example of {term} from the news or from your community, without naming anyone private.",
      compare: "Give two views of {term}. What evidence would each side point to?",
      predict: "If a new law changed {term}, what might happen that nobody intended?",
    },
    "athro-welsh": {
      explain:
        "Explain the pattern or meaning of {term} in your own words. Try it in Welsh first, then in English.",
      example: "Write two Welsh sentences with {term}: one about you and one about somebody else.",
      compare: "What is {term} easily mixed up with? Write one sentence with each.",
      predict:
        "Put {term} after “yn”, “i” or “fy”. Does its first letter change? Check it in a dictionary.",
    },
    "athro-nature": {
      explain:
        "Explain how {term} fits into its surroundings: what does it need, and what needs it?",
      example: "Where near you could you see {term} or a sign of it? What would you note down?",
      compare: "How is {term} different in another season or habitat? Give a reason.",
      predict:
        "If {term} disappeared, what might change first, and what would you count to find out?",
    },
    "athro-music": {
      explain:
        "Explain what {term} sounds like to someone who can't hear the piece. Which instruments or voices have it?",
      example: "Name a piece that has {term}. At which moment do you hear it best?",
      compare: "Listen to two pieces for {term}. What is alike, and what differs?",
      predict:
        "If you changed {term} in a piece that you play, how would its mood change? Try eight bars.",
    },
    "athro-art": {
      explain: "Explain how {term} works in one picture or object. Where does your eye go first?",
      example: "Name an artist or a piece of your own that uses {term}. What does it add?",
      compare:
        "Put two works side by side for {term}. Which do you find stronger, and what makes it so?",
      predict:
        "If you changed the material or the scale for {term}, what would the viewer feel? Make a quick sketch.",
    },
    "athro-pe": {
      explain: "Explain how {term} affects a performer, in a sport that you know.",
      example: "Describe one moment in a game or a training session that shows {term}.",
      compare: "How does {term} matter differently for a sprinter and for a long-distance runner?",
      predict:
        "If a performer trained {term} for six weeks, what do you predict, and how would you measure it fairly?",
    },
  },
  general: {
    explain: "Explain {term} in your own words, as if to someone two years younger.",
    example: "Give one example of {term}, and say what makes it a good one.",
    compare: "What is {term} easily mixed up with? Write one likeness and one difference.",
    predict: "If one thing about {term} were different, what would follow? Say why you think so.",
  },
  care: "I want to stop the practice here for a moment. No AI is connected and I can't tell anyone for you, so please talk to a person now. If you are hurting, or someone is hurting you, tell an adult you trust, or call Childline on 0800 1111: it is free, at any time, day or night. If you or someone else is in danger now, call 999.\n\nYou deserve help, and asking for it is right. If your message was about a lesson, send me the topic in other words and we'll practise that.",
};
