import assert from "node:assert/strict";
import type { ListedSession } from "../../../src/contract/protocol/http.ts";
import { ageOf, doingOf, loadFacts, tracedStages } from "../../../src/web/model/service_state.ts";
import { NO_METRICS } from "../../../src/pipeline/turn/turn_result.ts";

const session: ListedSession = {
  session_id: "s",
  state: "thinking",
  connected: true,
  persona_id: "default",
  turns: 2,
  created_at: "2026-01-01T10:00:00Z",
};
const metrics = {
  ...NO_METRICS,
  resolve_ms: 1,
  first_text_ms: 10,
  model_ms: 400,
  first_audio_ms: 60,
  first_frame_ms: 80,
  total_ms: 3000,
};

Deno.test("the stages of a turn are those of its trace, on a scale for the short ones", () => {
  const { stages, endMs } = tracedStages(metrics, "reply");
  assert.deepEqual(stages.map(({ name, fromMs, toMs }) => [name, fromMs, toMs]), [
    ["resolve", -1, 0],
    ["model", 0, 400],
    ["voice", 10, 60],
    ["avatar", 10, 80],
    ["first byte out", -1, 10],
    ["playout", 60, 3000],
  ]);
  assert.equal(endMs, 100);
});

Deno.test("a turn that is said exactly has no model, and one without sound no playout", () => {
  const names = (stages: ReturnType<typeof tracedStages>) => stages.stages.map(({ name }) => name);
  assert.ok(!names(tracedStages(metrics, "verbatim")).includes("model"));
  assert.deepEqual(names(tracedStages({ ...NO_METRICS, total_ms: 5 }, "verbatim")), ["resolve"]);
});

Deno.test("a session says what it does, and a disconnected one that it is away", () => {
  assert.deepEqual([doingOf(session), doingOf({ ...session, connected: false })], ["Thinking", "Away"]);
});

Deno.test("the age of a session is given in minutes, then in hours", () => {
  const at = Date.parse(session.created_at);
  assert.deepEqual([10_000, 90_000, 8_000_000].map((ms) => ageOf(session, at + ms)), [
    "just now",
    "1 min ago",
    "2 h ago",
  ]);
});

Deno.test("the load is described in words, also where it is not measured", () => {
  const load = { spent: 0.256, processor: 0.5, lag_ms: 3.4, video: "half_size" } as const;
  assert.deepEqual(loadFacts({ ready: true, detail: "serving", load }).map(([, value]) => value), [
    ...["serving", "26 %", "50 %", "3 ms", "Half size"],
  ]);
  assert.deepEqual(loadFacts({ ready: true, detail: "serving" })[1], ["Load", "Not measured here"]);
});
