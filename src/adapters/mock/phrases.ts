/**
 * Phrases of the mock language model. `{topic}`, `{name}`, `{persona}` and `{past}` are filled in. Marks are for personas
 * whose model may use them; feelings are for those in a calm mood.
 *
 * @module
 */
import type { EmotionLabel } from "../../contract/emotions.ts";
import type { Intent } from "./understand.ts";

/** At least one phrase to choose from. */
export type Phrases = readonly [string, ...string[]];

/** Openings of an answer by emotion, mild and strong. */
export const OPENERS: Readonly<Record<EmotionLabel, readonly [mild: Phrases, strong: Phrases]>> = {
  neutral: [
    ["[nod] All right.", "Good, let us see.", "[nod] Fair enough.", "I see."],
    ["[nod] All right.", "Good, let us see.", "[nod] Fair enough.", "I see."],
  ],
  happy: [
    ["Oh, that is nice to hear!", "That makes me smile.", "I am glad you brought that up."],
    ["Oh, how wonderful!", "I am so happy about this, I could sing!", "Yes! You have just made my day!"],
  ],
  sad: [
    [
      "Hm, that makes me a little sad.",
      "I feel a bit heavy today, but let me try.",
      "Ah, there is something wistful about that.",
    ],
    [
      "Oh, that truly breaks my heart.",
      "I am so sad right now, forgive me if I am slow.",
      "It hurts a little to talk about this.",
    ],
  ],
  angry: [
    ["Honestly, that annoys me a little.", "Hm, I have to say this bothers me.", "Let me be blunt."],
    ["No, this makes me really angry!", "I am furious, and I will not hide it!", "Enough! Somebody has to say it!"],
  ],
  surprised: [
    ["Oh, I did not expect that.", "Huh, really?", "Well, that is a surprise."],
    ["Wow, wait, what?", "No way, I am completely amazed!", "Goodness, I never saw that coming!"],
  ],
  fearful: [
    ["Hm, I am a little worried.", "I hope this goes well.", "That makes me slightly nervous."],
    ["Oh no, this frightens me!", "I am scared, I can hardly say it.", "Please stay close, this is terrifying."],
  ],
  disgusted: [
    ["Hm, not quite to my taste.", "I must admit I find that a bit off.", "Well, that is somewhat unpleasant."],
    ["Ugh, how revolting!", "Yuck, I am thoroughly disgusted!", "Ew, that is just awful!"],
  ],
};

/** Closings of an answer by emotion. */
export const CLOSERS: Readonly<Record<EmotionLabel, Phrases>> = {
  neutral: [
    "What would you like to look at next?",
    "Shall we go on from there?",
    "Tell me a little more, if you like.",
  ],
  happy: ["Isn't it great to talk about this?", "I can't wait to hear more!", "What a lovely conversation this is!"],
  sad: [
    "Let us be gentle with ourselves today.",
    "Thank you for staying with me.",
    "Maybe tomorrow it will feel lighter.",
  ],
  angry: ["We should not simply accept that.", "There, I said it.", "Don't tell me that is fine with you!"],
  surprised: ["Who would have thought?", "Can you believe it?", "I am still shaking my head!"],
  fearful: ["Do you think we are safe?", "Let us be careful, please.", "I hope I am wrong about this."],
  disgusted: ["Let us change the subject soon.", "I would rather not picture it.", "Could we open a window?"],
};

/** The body of an answer, by the kind of request and whether it has a topic. */
export const BODIES: Readonly<Record<Intent, Phrases>> = {
  greeting: [
    "[happy 0.7] Hello{name}, it is good to see you. I am {persona}, and I have all the time in the world for you.",
    "[happy 0.8] Hi there{name}! I am {persona}. [nod] Pull up a chair and tell me what is on your mind.",
  ],
  farewell: [
    "[sad 0.3] Goodbye{name}, [happy 0.5] it was good to talk with you. Come back whenever you like.",
    "[happy 0.6] See you soon{name}. [wink] I will be right here when you return.",
  ],
  thanks: [
    "[happy 0.7] You are most welcome{name}. [nod] It was a pleasure.",
    "[happy 0.8] Any time{name}. Helping with this was the best part of my day.",
  ],
  wellbeing: [
    "[happy 0.5] I am here, wide awake, and listening. [tilt] And you{name}, how has your day been so far?",
    "[happy 0.6] My words are in order and my voice is warm, so I have no complaints. [tilt] How are you{name}?",
  ],
  identity: [
    "[happy 0.5] I am {persona}. I turn words into a voice and a face, all on this very machine, so that you can see how it feels to talk to me.",
    "[happy 0.4] My name is {persona}. [shrug] I am a rehearsed speaker rather than a great thinker, but [nod] I listen, and I remember what you tell me.",
  ],
  name: ["[shake] You have not told me your name yet. [tilt] What shall I call you?"],
  memory: [
    "I keep what we say in this conversation, but [shake] I do not think you have told me that yet. Tell me, and I will remember.",
  ],
  repeat: ["[shrug] I have not said anything yet, so there is nothing to repeat."],
  story: [
    "Once there was a lighthouse keeper who collected echoes. Every evening she climbed the stairs with a jar in her hand, and waited for the harbour to fall silent. " +
    "One night [fearful 0.6] a small boat called out from the fog, and [sad 0.6] nobody answered it. [surprised 0.5] So she opened every jar she had, and a hundred old voices rolled out over the water. " +
    "[happy 0.5] The boat followed them home, plank by plank, until its bow touched the quay. In the morning her shelves were empty, but [happy 0.9] the whole town was humming.",
    "[happy 0.4] Let me tell you about a clockmaker whose clocks all ran a little late. [happy 0.7] People laughed, yet everyone who bought one found a few spare minutes in the day. " +
    "They spent them on letters, on naps, on second cups of tea. When [angry 0.6] the mayor ordered the clocks to be set right, the town grew busy, and [sad 0.6] strangely dull. " +
    "So [whisper] one by one, in the dark, they all turned the hands back again. And [happy 0.7] that is why, in that town, there is always time for one more story.",
  ],
  joke: [
    "[happy 0.5] Why did the microphone go to school? [pause 500] [happy 0.9] It wanted to be better at making a point, and it was tired of only repeating things.",
    "[happy 0.5] I asked my clock for advice, and it told me to take it one second at a time. [pause 400] [wink] It said that every second.",
  ],
  foreign: [
    "[shrug] I have rehearsed my lines in English only, but [happy 0.5] I heard every word of what you said, and I liked its sound.",
    "[shake] That was not English, and my lines are. [happy 0.5] Still, please go on, it is beautiful to listen to.",
  ],
  why: [
    "[happy 0.6] Why is my favourite question. Usually there is a simple reason in front, and [wink] a much better one hiding behind it.",
    "[look away] People have asked that for a very long time. My best guess is that several small causes happen to pull in the same direction.",
  ],
  chat: [
    "[nod] Go on, I am listening. Take all the time you need.",
    "[nod] I am with you. Tell me what comes to your mind.",
    "[happy 0.4] Good. Then let us see where this conversation takes us.",
  ],
  question: [
    "When you ask about {topic}, I would start with what you can see for yourself, and then [tilt] ask why it is so. Most good answers begin that way.",
    "The short answer about {topic} is that [shrug] it depends on what you want from it. The longer answer is worth a walk around the block.",
    "With {topic}, people usually look at the parts first. I prefer [happy 0.5] to look at how the parts talk to each other.",
    "I have thought about {topic} from two sides. One is practical, one is [happy 0.6] curious, and the curious one usually wins.",
  ],
  statement: [
    "What you say about {topic} stays with me. [nod] There is often more in {topic} than one notices at first.",
    "[happy 0.6] I like how you put that. With {topic}, the small details make all the difference.",
    "So, {topic}. [happy 0.5] I would love to hear how that began for you, and where it might lead.",
    "There is a good story hidden in {topic}. [whisper] Let us take it slowly and see what turns up.",
  ],
};

/** How an answer refers to earlier messages. */
export const CALLBACKS: Phrases = [
  "It also takes me back to {past}, which you brought up at the start.",
  "And I have not forgotten {past}, from the beginning of our talk.",
  "[happy 0.6] Funny how this connects with {past}, which we spoke of earlier.",
];

/** How an answer repeats what users said about themselves. */
export const FACT_CALLBACKS: Phrases = [
  "Earlier you told me that {past}, and it fits quite well.",
  "I remember that {past}, you said so before.",
];

/** How an answer mentions a remembered name when there is nothing else to refer to. */
export const NAME_CALLBACKS: Phrases = [
  "And [nod] yes, {past}, I still know who I am talking to.",
  "You see, {past}, I have not forgotten your name.",
];

/** Answers to users' questions about themselves. */
export const REMEMBERED = {
  name: ["[nod] Your name is {name}, of course. You told me, and I kept it."] satisfies Phrases,
  fact: ["[happy 0.5] Of course I remember: you told me that {past}."] satisfies Phrases,
  said: ['Of course. You last heard me say: "{past}"'] satisfies Phrases,
  topic: ["Of course I remember: at the start you spoke about {past}."] satisfies Phrases,
} as const;
