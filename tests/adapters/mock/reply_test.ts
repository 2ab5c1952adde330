import assert from "node:assert/strict";
import fc from "fast-check";
import type { ChatMessage } from "../../../src/contract/adapter.ts";
import { replyTo, tokensOf } from "../../../src/adapters/mock/reply.ts";
import { intentOf, recall, topicOf } from "../../../src/adapters/mock/understand.ts";
import { type PartialControl } from "../../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../../src/contract/emotions.ts";
import { parseMarks } from "../../../src/control/marks/mark_parser.ts";
import { ava, controlOf } from "../support.ts";

function reply(messages: readonly ChatMessage[], control: PartialControl = {}, seed = 1): string {
  return replyTo({ messages, control: controlOf(control), persona: ava, seed });
}

/** A conversation in which the mock answers for itself. */
function converse(said: readonly string[], seed = 1): string[] {
  const messages: ChatMessage[] = [{ role: "system", content: "You are Ava." }];
  return said.map((content) => {
    messages.push({ role: "user", content });
    const answer = reply(messages, {}, seed);
    messages.push({ role: "assistant", content: answer });
    return answer;
  });
}

Deno.test("replyTo() comes back, in the third answer, to what was said first", () => {
  for (let seed = 0; seed < 20; seed++) {
    const fact = converse(["I love old steam trains.", "It rains a lot here.", "What about the mountains?"], seed);
    assert.match(fact[2] ?? "", /you love old steam trains/);
    assert.doesNotMatch(fact[1] ?? "", /steam trains/);
    const topic = converse(["Why is the sky blue?", "And is water green?", "Can fish fly?"], seed);
    assert.match(topic[2] ?? "", /the sky/);
  }
});

Deno.test("replyTo() keeps names and facts, and says so when it has none", () => {
  const told = converse([
    "Hi, my name is Ada and I live in Turin.",
    "What is my name?",
    "Do you remember where I live?",
  ]);
  assert.match(told[1] ?? "", /Ada/);
  assert.match(told[2] ?? "", /you live in Turin/);
  assert.match(converse(["What is my name?"])[0] ?? "", /not told me/);
});

Deno.test("replyTo() knows only what the history holds", () => {
  const question: ChatMessage = { role: "user", content: "What is my name?" };
  assert.match(reply([{ role: "user", content: "My name is Ada." }, question]), /Ada/);
  assert.doesNotMatch(reply([question]), /Ada/);
});

Deno.test("replyTo() shows each emotion, and how strong it is, in its wording", () => {
  const messages: ChatMessage[] = [{ role: "user", content: "I went to the market today." }];
  const replies = EMOTION_LABELS.filter((label) => label !== "neutral").flatMap((label) =>
    [0.3, 0.9].map((intensity) => reply(messages, { emotion: { label, intensity } }))
  );
  assert.equal(new Set(replies).size, replies.length);
  assert.match(reply(messages, { emotion: { label: "sad", intensity: 0.9 } }), /sad|heart|hurts/);
});

Deno.test("replyTo() directs voice and face with marks only, and leaves a feeling that was chosen", () => {
  const said = ["Hello", "Tell me a story", "Tell me a joke", "Bye", "Why is the sky blue?", "I like maps."];
  const found = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    for (const content of said) {
      const request = { messages: [{ role: "user", content }] as const, persona: ava, seed };
      const control = controlOf({});
      const marked = parseMarks(replyTo({ ...request, control, marks: true }));
      assert.equal(marked.text, replyTo({ ...request, control }));
      for (const { kind } of marked.marks) found.add(kind);
      const sad = controlOf({ emotion: { label: "sad", intensity: 0.8 } });
      const chosen = parseMarks(replyTo({ ...request, control: sad, marks: true }));
      assert.equal(chosen.text, replyTo({ ...request, control: sad }));
      assert.ok(chosen.marks.every(({ kind }) => kind === "gesture" || kind === "pause"));
    }
  }
  assert.deepEqual([...found].toSorted(), ["emotion", "gesture", "pause", "whisper"]);
});

Deno.test("replyTo() varies with the seed, and says the same again for the same", () => {
  const messages: ChatMessage[] = [{ role: "user", content: "What do you think about bees?" }];
  const replies = Array.from({ length: 10 }, (_, seed) => reply(messages, {}, seed));
  assert.ok(new Set(replies).size >= 4, replies.join("\n"));
  assert.deepEqual(replies, Array.from({ length: 10 }, (_, seed) => reply(messages, {}, seed)));
});

Deno.test("replyTo() answers anything in whole sentences", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 4 }), fc.nat(), (said, seed) => {
      const answer = reply(said.map((content) => ({ role: "user", content })), {}, seed);
      assert.match(answer, /[.!?]$/);
      assert.ok(answer.length > 10 && answer.length < 1500);
      assert.doesNotMatch(answer.slice(0, 5), /^[\s,.]/);
    }),
  );
  assert.doesNotMatch(
    converse(["Hello", "ok", "Tell me a joke", "How are you?", "Bye"]).join(" "),
    /[{}]|undefined|, [.,]/,
  );
});

Deno.test("tokensOf() loses nothing of the text", () => {
  assert.deepEqual(tokensOf("So, it is.  Yes"), ["So,", " it", " is.", "  Yes"]);
});

Deno.test("topicOf() finds what a message is about", () => {
  assert.equal(topicOf("What do you think about the weather in Norway?"), "the weather in Norway");
  assert.equal(topicOf("I went to my favourite market today."), "your favourite market");
  assert.equal(topicOf("ok, do it"), undefined);
  assert.equal(intentOf("Hello there!"), "greeting");
  assert.deepEqual(recall([{ role: "user", content: "I'm Bo. I play chess and I collect maps." }]), {
    name: "Bo",
    messages: 1,
    facts: ["you play chess", "you collect maps"],
    topics: ["collect maps"],
  });
});
