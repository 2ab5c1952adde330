import assert from "node:assert/strict";
import { doubtfulMarks, namesOf, readLines } from "../../../scripts/lib/film/script_text.ts";

const names = namesOf({ default: { name: "Ava" }, professional: { name: "Leo" } });
const read = (text: string, isScript = false) => readLines(text, { names, personaId: "default" }, isScript);

Deno.test("a script has one turn per line, silences, and comments", () => {
  const lines = read("# talk\nava: Hello [happy] there.\n\n[pause 700]\nprofessional: Hi.\nLeo: Again.\n");
  assert.deepEqual(lines, [
    { personaId: "default", text: "Hello [happy] there.", pauseMs: 0 },
    { personaId: "professional", text: "Hi.", pauseMs: 700 },
    { personaId: "professional", text: "Again.", pauseMs: 300 },
  ]);
});

Deno.test("a text whose first line names no persona is one turn", () => {
  assert.deepEqual(read("Note: call\nava: today"), [{
    personaId: "default",
    text: "Note: call\nava: today",
    pauseMs: 0,
  }]);
});

Deno.test("a mistake in a script is reported with its line", () => {
  assert.throws(() => read("ava: Hi.\nLoe: Ho."), /line 2 of the script: unknown persona "Loe", did you mean "leo"/);
  assert.throws(() => read("ava: Hi.\nHo."), /line 2 of the script: write "name: what is said"/);
  assert.throws(() => read("ava: Hi.\nBob: Ho."), /line 2 of the script: unknown persona "Bob", known: ava, leo/);
  assert.throws(() => read("ava: Hi.\n[pause 100000]\nleo: Ho."), /line 2 of the script: write "\[pause 400\]", in ms/);
  assert.throws(() => read("Nora: Hi.", true), /line 1 of the script: unknown persona "Nora"/);
  assert.throws(() => read("# only a comment\n", true), /nothing to say/);
});

Deno.test("a word in brackets that is nearly a mark is doubtful, other ones are text", () => {
  const lines = [{ personaId: "a", text: "[nodd] Yes [happy], see [appendix] [1]. [nodd]", pauseMs: 0 }];
  assert.deepEqual(doubtfulMarks(lines), ["[nodd] is spoken, as it is no mark: did you mean [nod]?"]);
});
