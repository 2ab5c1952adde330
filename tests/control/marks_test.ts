import assert from "node:assert/strict";
import fc from "fast-check";
import { MarkParser, parseMarks } from "../../src/control/marks/mark_parser.ts";
import type { PlacedMark } from "../../src/control/marks/mark.ts";

/** Marks in short: what each is, and the word that it stands before. */
function read(text: string): [clean: string, ...marks: string[]] {
  const parsed = parseMarks(text);
  return [parsed.text, ...parsed.marks.map((mark) => `${short(mark)} ${wordAt(parsed.text, mark.charStart)}`.trim())];
}

function short(mark: PlacedMark): string {
  switch (mark.kind) {
    case "emotion":
      return `${mark.label}:${mark.intensity}`;
    case "pause":
      return `pause:${mark.ms}`;
    case "gesture":
      return mark.gesture.name === "look" ? `look:${mark.gesture.toward}` : mark.gesture.name;
    case "cue":
      return `${mark.name}=${mark.value}`;
    case "prosody":
      return `prosody:${mark.rate.toFixed(2)}/${mark.pitchSt.toFixed(1)}/${mark.gainDb}`;
    default:
      return mark.kind;
  }
}

function wordAt(text: string, at: number): string {
  return /^\S+/.exec(text.slice(at))?.[0] ?? "";
}

const CASES: readonly (readonly [text: string, ...expected: readonly string[]])[] = [
  ["[happy] Hello there.", "Hello there.", "happy:0.7 Hello"],
  ["Well, [sad 0.8] I am sorry.", "Well, I am sorry.", "sad:0.8 I"],
  ["[Angry: 90%] No!", "No!", "angry:0.9 No!"],
  ["[happy 7] Yes. [sad 40] No. [sad 1.5] So.", "Yes. No. So.", "happy:0.7 Yes.", "sad:0.4 No.", "sad:1 So."],
  ["[sad]Alas[/sad], it is gone.", "Alas, it is gone.", "sad:0.7 Alas,", "own ,"],
  ["[whisper]Come here.[/whisper] Now.", "Come here. Now.", "whisper Come", "own Now."],
  [
    "Wait [pause 400] for it [pause] or [pause 1.5s] not.",
    "Wait for it or not.",
    "pause:400 for",
    "pause:500 or",
    "pause:1500 not.",
  ],
  ["Yes [nod], of [shake] course [tilt]. [wink]", "Yes, of course.", "nod ,", "shake course.", "tilt .", "wink"],
  ["[look left] There, [look at you] here.", "There, here.", "look:left There,", "look:viewer here."],
  ["See [show: chart1] this and [cue confetti] that.", "See this and that.", "show=chart1 this", "cue=confetti that."],
  ["I won! 😂👍🏽 Really 😮‍💨 so.", "I won! Really so.", "happy:1 Really", "nod Really", "pause:300 so.", "sad:0.5 so."],
  ["*nods slowly* I see. *shakes her head* No. *sighs*", "I see. No.", "nod I", "shake No.", "pause:300", "sad:0.5"],
  [
    'One <break time="400ms"/> two <break strength="strong"/>three.',
    "One two three.",
    "pause:400 two",
    "pause:600 three.",
  ],
  [
    '<speak><prosody rate="slow" pitch="+2st" volume="loud">Big</prosody> news</speak>',
    "Big news",
    "prosody:0.75/2.0/4 Big",
    "prosody_end news",
  ],
  ['An <emphasis level="strong">odd</emphasis> thing', "An odd thing", "prosody:0.85/2.5/3 odd", "prosody_end thing"],
  [
    'Call <say-as interpret-as="characters">USA</say-as>, the <say-as interpret-as="ordinal">3</say-as>.',
    "Call USA, the 3rd.",
  ],
  ["Two\n[happy]\nlines", "Two\n\nlines", "happy:0.7 lines"],
  ["[HAPPY, 0.8] a [sad 50 %] b [sad 0,4] c", "a b c", "happy:0.8 a", "sad:0.5 b", "sad:0.4 c"],
  ["[happy, nod] a [sad 0.4, look away] b", "a b", "happy:0.7 a", "nod a", "sad:0.4 b", "look:away b"],
  ["[pause 2 seconds] a [Pause 0.5S] b [pause 250 ms] c", "a b c", "pause:2000 a", "pause:500 b", "pause:250 c"],
  ["[laughs] a [shakes her head] b *smiles and nods* c", "a b c", "happy:0.9 a", "shake b", "happy:0.5 c", "nod c"],
  ["Oh 🙂‍↔️ no 🙂‍↕️ yes", "Oh no yes", "shake no", "nod yes"],
  [
    "Hi😊there<break time='1s'/>now un<emphasis>believ</emphasis>able",
    "Hi there now unbelievable",
    "happy:0.7 there",
    "pause:1000 now",
    "prosody:0.92/1.5/1.5 believable",
    "prosody_end able",
  ],
  ['"[happy] Hi" **[nod] bold** ([sad] so)', '"Hi" **bold** (so)', 'happy:0.7 Hi"', "nod bold**", "sad:0.7 so)"],
  ["- [happy] one\n2. [nod] two\n> [sad] three", "- one\n2. two\n> three", "happy:0.7 one", "nod two", "sad:0.7 three"],
  [
    "<prosody rate='slow'>a <emphasis>b</prosody> c</emphasis> d",
    "a b c d",
    "prosody:0.75/0.0/0 a",
    "prosody:0.92/1.5/1.5 b",
    "prosody_end c",
    "prosody_end d",
  ],
  ["<prosody rate='-20%'>a</prosody> b", "a b", "prosody:0.80/0.0/0 a", "prosody_end b"],
  ["<prosody rate='+20%'>a</prosody> b", "a b", "prosody:1.20/0.0/0 a", "prosody_end b"],
  ["Wait.[nod] For it?[pause]", "Wait. For it?", "nod For", "pause:500"],
  ["[happy][nod] Hello.[sad][shake]Bye", "Hello. Bye", "happy:0.7 Hello.", "nod Hello.", "sad:0.7 Bye", "shake Bye"],
  ["[happy]: Hello.\n[sad]:\tBye", "Hello.\nBye", "happy:0.7 Hello.", "sad:0.7 Bye"],
  ["**[happy]** Hi *[nod]* there", "Hi there", "happy:0.7 Hi", "nod there"],
  ["[happy]\n\nHello", "Hello", "happy:0.7 Hello"],
  ["[very happy] a [a bit sad] b [slightly worried] c", "a b c", "happy:1 a", "sad:0.35 b", "fearful:0.2 c"],
  ["[mood: sad 0.3] a [emotion=happy] b [ joy ] c", "a b c", "sad:0.3 a", "happy:0.7 b", "happy:0.7 c"],
  [
    "[sigh] a [laughing] b [nod twice] c [clears throat] d",
    "a b c d",
    "pause:300 a",
    "sad:0.5 a",
    "happy:0.9 b",
    "nod c",
    "pause:300 d",
  ],
  ["[long pause] a [pause for 2 seconds] b [beat] c", "a b c", "pause:1000 a", "pause:2000 b", "pause:300 c"],
  ["[whisper] a [normal] b [nod]c[/nod]", "a b c", "whisper a", "own b", "nod c"],
  ["[look up-left] a [looking down] b [look to the right] c", "a b c", "look:up_left a", "look:down b", "look:right c"],
  [
    "*He nods* Yes (laughs). *smiling warmly* No (sighs)",
    "Yes. No",
    "nod Yes.",
    "happy:0.9 .",
    "happy:0.5 No",
    "pause:300",
    "sad:0.5",
  ],
  ["*smiles, then looks away* a *sigh* b", "a b", "happy:0.5 a", "look:away a", "pause:300 b", "sad:0.5 b"],
  ["[sad -1] a [sad intensity=0.4] b [emotion: happy, intensity: 1] c", "a b c", "sad:0 a", "sad:0.4 b", "happy:1 c"],
  ["[pause -5] a [pause 1,5s] b [pause 99999] c", "a b c", "pause:0 a", "pause:1500 b", "pause:5000 c"],
  ["[SAD] a [  happy  ] b", "a b", "sad:0.7 a", "happy:0.7 b"],
  ["[happy; nod] a [sad and wink]b", "a b", "happy:0.7 a", "nod a", "sad:0.7 b", "wink b"],
  ["word[pause 300]word, one[sad 1] two", "word word, one two", "pause:300 word,", "sad:1 two"],
  ["*smiles at you* a *nods at me, then looks at you* b", "a b", "happy:0.5 a", "nod b", "look:viewer b"],
  ['<break time="250"/>a H<sub>2</sub>O', "a H<sub>2</sub>O", "pause:250 a"],
];

Deno.test("marks of every form are taken out of the text, and placed at the next word", () => {
  for (const [text, ...expected] of CASES) assert.deepEqual(read(text), expected, text);
});

Deno.test("what is no known mark in its form stays text", () => {
  const texts = [
    'See [1] and [sic], array[0], [sad](https://example.org), and [happy]{say="hap ee"}.',
    "[happy",
    "[sad 0.8",
    "a [saddest] b",
    "dict[happy] = 3, x_[nod] and [0][sad] or f(a)[nod]",
    "See [happy][ref], [nod][1] and [sad][].",
    "[happy]: https://example.org\n[sad]: <b>\n[nod]: /c",
    "He was *laughing* (he says) f(nods)",
    "[a] [very] [long] [clear] [/saddest] [mood: blue] [happy 0.8/1]",
    "[look sideways]",
    "[show]",
    "[nod 3]",
    "[pause soon]",
    "[happy birthday]",
    "[happy, really]",
    "[laughs at him]",
    "x = array[sad]y, and a*nods*b",
    "<prosody rate='slow' x",
    "<break time='1s'",
    "Use `[happy]` in code, and\n```\n[sad] x = a[nod]\n*nods*\n```\nnothing else.",
    "~~~\n[sad]\n~~~",
    "\\[happy] is a mark",
    "2 * 3 * 4, *very* good, **nods**, ***nods***, *nods",
    "a <b and c> d <br/> <breakfast>",
    "🎉 ❤️ é 👨‍👩‍👧",
    "a  b   c \n\n d ",
    "< [ * ` \\",
    "",
  ];
  for (const text of texts) assert.deepEqual(read(text), [text], text);
});

Deno.test("say-as spells letters and digits by their names, and sub is pronounced as its alias", () => {
  const parser = new MarkParser();
  const text =
    parser.push('Dial <say-as interpret-as="digits">9-11</say-as> in <say-as interpret-as="spell-out">UK2</say-as>, ') +
    parser.push('the <sub alias="World Wide Web">WWW</sub>') +
    parser.end();
  const said = parser.pronunciations.map(({ charStart, charEnd, say }) => [text.slice(charStart, charEnd), say]);
  assert.deepEqual(said, [["9-11", "nine one one"], ["UK2", "U K two"], ["WWW", "World Wide Web"]]);
});

const FRAGMENTS = [
  ...CASES.map(([text]) => text),
  "[happy",
  "]",
  "[",
  "*",
  "**",
  "`",
  "```",
  "\n",
  " ",
  "~~~",
  "<",
  "<break",
  ">",
  "/>",
  "\ud83d",
  "\ude02",
  "\u200d",
  "\ufe0f",
  "\\",
  "word",
  "[[nod]]",
  "[sad [nod] 0.8]",
  "[sad](x)",
  "{say=",
  "[sad, nod]",
  "[happy]",
  "[ref]",
  "[1]",
  ": ",
  ":",
  "https:",
  "//x",
  "www.",
  "(",
  ")",
  "(sighs",
  "**[nod]**",
  "*[nod]",
  "[a ",
  "bit sad]",
  "[mood: ",
  "he ",
  "smiles, ",
  "<sub alias='x y'>",
  "</sub>",
  '"',
  "(",
  "é",
  ".",
];

Deno.test("however a text is split, the same text and the same marks come out", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 12 }).map((parts) => parts.join("")),
      fc.array(fc.nat({ max: 12 }), { maxLength: 60 }),
      (text, lengths) => {
        const parser = new MarkParser();
        let clean = "";
        let at = 0;
        for (const length of lengths) {
          clean += parser.push(text.slice(at, at + length));
          at += length;
        }
        clean += parser.push(text.slice(at)) + parser.end();
        assert.deepEqual({ text: clean, marks: parser.marks }, parseMarks(text));
      },
    ),
    { numRuns: 10_000 },
  );
});

Deno.test("a text that has ended has no further rest", () => {
  const parser = new MarkParser();
  assert.equal(parser.push("Hello. ") + parser.end(), "Hello. ");
  assert.equal(parser.end(), "");
});

Deno.test("text without marks is passed on unchanged, at most 300 characters late", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 200 }), (text) => {
      const plain = text.replace(/[[<*(]|\p{Extended_Pictographic}/gu, "");
      const parser = new MarkParser();
      const early = parser.push(plain);
      assert.ok(plain.length - early.length <= 300);
      assert.equal(early + parser.end(), plain);
    }),
    { numRuns: 30 },
  );
});

Deno.test("MarkParser joins a pair of surrogates that pieces part, and replaces half of one", () => {
  for (const around of ["a ", "`a "]) {
    const parser = new MarkParser();
    const pieces = [`${around}\ud83e`, "\udd8a b \ud83d", "c \udd8a \ud83e"].map((piece) => parser.push(piece));
    assert.equal([...pieces, parser.end()].join(""), `${around}🦊 b \ufffdc \ufffd \ufffd`);
    assert.ok(pieces.every((piece) => piece.isWellFormed()));
  }
});
