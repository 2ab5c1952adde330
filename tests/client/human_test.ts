import assert from "node:assert/strict";
import { connect } from "../../src/client/connect.ts";
import { Human, POSE_AT_REST } from "../../src/client/human.ts";
import type { HumanParts } from "../../src/client/human_options.ts";
import { ClientError } from "../../src/client/net/errors.ts";
import { requestSession } from "../../src/client/net/http.ts";
import { createSession } from "../../src/client/net/join.ts";
import { PagePainter } from "../../src/client/picture/paint/page_painter.ts";
import type { PosePainter } from "../../src/client/picture/paint/pose_painter.ts";
import { AudioPlayer } from "../../src/client/sound/player.ts";
import type { ClientMessage } from "../../src/contract/protocol/messages.ts";
import { audioChunk, pose, turnComplete, turnStarted, videoFrame } from "../support/events.ts";
import { FakeService } from "../support/tth_service.ts";
import { arrivals, until } from "../support/waiting.ts";
import { FakePage, pixelsOf } from "./page.ts";
import { FakeAudioContext } from "./sound/support.ts";

/** A human in front of a service that says half a second at a time. */
class Stage implements AsyncDisposable {
  readonly page = new FakePage();
  readonly canvas = this.page.canvas(64);
  readonly context = new FakeAudioContext();
  readonly service = new FakeService({
    onMessage: (message, session) => {
      if (message.type === "user_text") {
        session.begin();
        session.send(turnStarted(message.id));
        session.send(audioChunk(0, 500));
      }
      if (message.type === "interrupt") session.send(turnComplete("interrupted"));
    },
  });
  #human: Human | undefined;

  get human(): Human {
    if (this.#human === undefined) throw new Error("call open() first");
    return this.#human;
  }

  async open(parts: Partial<HumanParts> = {}): Promise<this> {
    const session = await createSession({ url: this.service.url });
    const player = await AudioPlayer.create({ context: this.context.asContext, prebufferMs: 0 });
    this.#human = new Human({ session, player, canvas: this.canvas, ...parts });
    return this;
  }

  /** What the service was told of a type. */
  told<Type extends ClientMessage["type"]>(type: Type) {
    return this.service.session.received.filter((message): message is Extract<ClientMessage, { type: Type }> =>
      message.type === type
    );
  }

  /** Has the human say something, and the person hear the beginning of it. */
  async hear(ms: number): Promise<void> {
    this.human.say("Hello.");
    await until(() => this.human.player.bufferedMs() > 0, "speech");
    this.context.pass(ms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#human?.[Symbol.asyncDispose]();
    await this.service[Symbol.asyncDispose]();
    this.page[Symbol.dispose]();
  }
}

Deno.test("Human plays the speech, and reports what is heard of it", async () => {
  await using stage = await new Stage().open();
  await stage.hear(200);
  assert.deepEqual(stage.human.position, { turn: 1, positionMs: 200, playing: true });
  stage.page.tick();
  await until(() => stage.told("playback").length === 1, "a report");
  const [{ turn, position_ms, buffered_ms } = { turn: 0 }] = stage.told("playback");
  assert.deepEqual([turn, position_ms, buffered_ms], [1, 200, 300]);
});

Deno.test("Human reports nothing while no turn runs", async () => {
  await using stage = await new Stage().open();
  stage.page.tick();
  await arrivals();
  assert.deepEqual(stage.told("playback"), []);
});

Deno.test("Human.interrupt() is silent at once, and tells what was heard", async () => {
  await using stage = await new Stage().open();
  await stage.hear(200);
  stage.human.interrupt();
  assert.equal(stage.human.position, null);
  await until(() => stage.told("interrupt").length === 1, "the interrupt");
  assert.equal(stage.told("interrupt")[0]?.played_ms, 200);
});

Deno.test("Human.say() while a turn runs tells what was heard of it, and plays the new one", async () => {
  await using stage = await new Stage().open();
  await stage.hear(200);
  await stage.hear(100);
  assert.equal(stage.told("interrupt")[0]?.played_ms, 200);
  assert.deepEqual(stage.told("user_text").map(({ mode }) => mode), ["verbatim", "verbatim"]);
  await until(() => stage.human.position?.turn === 2, "the second turn");
});

Deno.test("Human lets a suspended page sound when it is told to speak", async () => {
  await using stage = await new Stage().open();
  stage.context.state = "suspended";
  stage.human.ask("Who are you?");
  await until(() => stage.context.state === "running", "the page to sound");
  await until(() => stage.told("user_text")[0]?.mode === "reply", "the question");
});

Deno.test("speech that was heard before the page was loaded again is not played again", async () => {
  await using stage = await new Stage().open({ heard: { turn: 1, positionMs: 500 } });
  stage.human.say("Hello.");
  await until(() => stage.human.session.running, "the turn");
  stage.service.session.send(audioChunk(500, 100));
  await until(() => stage.human.player.bufferedMs() > 0, "speech");
  stage.context.pass(40);
  assert.equal(stage.human.position?.positionMs, 540);
});

Deno.test("a report that is due waits for the next picture, and says which it was", async () => {
  const shown: number[] = [];
  await using stage = new Stage();
  const pen = { putImageData: () => {} };
  const canvas = Object.assign(stage.page.canvas(64), { getContext: () => pen }) as unknown as HTMLCanvasElement;
  await stage.open({ canvas, onShown: ({ frameIndex }) => shown.push(frameIndex) });
  await stage.hear(20);
  for (const frameIndex of [0, 1, 2]) stage.service.session.send(videoFrame(frameIndex));
  await arrivals();
  stage.page.refresh();
  assert.deepEqual(shown, [0]);
  stage.page.tick();
  assert.equal(stage.told("playback").length, 0);
  stage.context.pass(70);
  stage.page.refresh();
  assert.deepEqual(shown, [0, 2]);
  await until(() => stage.told("playback").length === 1, "the report");
  assert.equal(stage.told("playback")[0]?.frame_index, 2);
});

Deno.test("poses show the persona of the turn, and another at once when the control says so", async () => {
  const looks: (string | undefined)[] = [];
  const poses: unknown[] = [];
  let ended = 0;
  const painter: PosePainter = {
    wear: ({ look }) => looks.push(look),
    paint: (pose) => poses.push(pose),
    [Symbol.dispose]: () => ended++,
  };
  await using stage = await new Stage().open({ painter });
  assert.equal(poses.length, 1, "a face before the first pose");
  Object.assign(stage.human.session.grant, { looks: { default: "mira", excited: "jun" } });
  await stage.hear(20);
  assert.deepEqual(looks, ["mira"]);
  stage.human.updateControl({ character: { persona_id: "excited" } });
  assert.deepEqual(looks, ["mira"], "of the next turn");
  stage.human.updateControl({ character: { persona_id: "excited" } }, { apply: "now" });
  assert.deepEqual(looks, ["mira", "jun"]);
  await stage.human.close();
  assert.equal(ended, 1, "the human ends its painter");
});

Deno.test("poses that were not announced show the persona that speaks, not the one that the session began with", async () => {
  await using stage = await new Stage().open();
  const { human, service: { session } } = stage;
  Object.assign(human.session.grant, { persona_id: "default", looks: { default: "mira", excited: "jun" } });
  await stage.hear(20);
  human.updateControl({ character: { persona_id: "excited" } }, { apply: "now" });
  session.send(pose(0));
  const jun = stage.page.canvas(64);
  new PagePainter({ look: "jun" }).paint(POSE_AT_REST, jun);
  await until(() => {
    human.resize();
    return pixelsOf(stage.canvas).some((value) => value > 0);
  }, "a face");
  await arrivals();
  human.resize();
  assert.deepEqual(pixelsOf(stage.canvas), pixelsOf(jun));
});

Deno.test("Human.resize() draws the face anew, also before the first pose", async () => {
  const poses: unknown[] = [];
  const painter: PosePainter = { wear: () => {}, paint: (pose) => poses.push(pose), [Symbol.dispose]: () => {} };
  await using stage = await new Stage().open({ painter });
  stage.human.resize();
  assert.deepEqual(poses[1], poses[0]);
});

Deno.test("a face that cannot be opened is reported once, the voice plays on, and the next turn tries again", async () => {
  await using stage = await new Stage().open();
  const { human, service: { session } } = stage;
  const reported: unknown[] = [];
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    reported.push(event.error);
  };
  addEventListener("error", onError);
  try {
    const { stream_url } = human.session.grant;
    // There is no page whose address could serve instead.
    Object.assign(human.session.grant, { stream_url: "nowhere" });
    await stage.hear(20);
    for (const frameIndex of [0, 1, 2]) session.send(pose(frameIndex));
    await until(() => reported.length > 0, "the error");
    session.send(pose(3));
    await arrivals();
    assert.deepEqual(reported.map((error) => error instanceof ClientError && error.code), ["no_face"]);
    stage.context.pass(100);
    assert.equal(human.position?.positionMs, 120);

    Object.assign(human.session.grant, { stream_url });
    await stage.hear(20);
    const before = pixelsOf(stage.canvas);
    session.send(pose(0));
    await until(() => {
      human.resize();
      return pixelsOf(stage.canvas).some((value, i) => value !== before[i]);
    }, "a face at rest, before the first pose is due");
    assert.equal(reported.length, 1);
  } finally {
    removeEventListener("error", onError);
  }
});

Deno.test("a human that is disposed of ends the session, falls silent and stops its reports", async () => {
  await using stage = await new Stage().open();
  await stage.hear(20);
  await stage.human[Symbol.asyncDispose]();
  assert.equal(stage.page.intervals, 0);
  assert.deepEqual(stage.context.nodes[0]?.connectedTo, []);
  assert.equal(stage.human.session.connection.status, "closed");
  assert.equal(stage.service.sessions.size, 0);
});

Deno.test("Human.close() can keep the session, for the next page", async () => {
  await using stage = await new Stage().open();
  await stage.human.close({ keep: true });
  assert.equal(stage.human.session.connection.status, "closed");
  assert.equal(stage.service.sessions.size, 1);
});

Deno.test("connect() leaves nothing behind when the canvas cannot be drawn on", async () => {
  await using stage = new Stage();
  const canvas = Object.assign(stage.page.canvas(64), { getContext: () => null });
  const player = { context: stage.context.asContext };
  await assert.rejects(connect({ url: stage.service.url, canvas, player }), /no 2d context/);
  assert.deepEqual(stage.service.requests, [{ extras: ["word", "state", "emotion", "cue", "replace", "idle"] }]);
  await until(() => stage.service.sessions.size === 0, "the session to be ended");
  assert.deepEqual(stage.context.nodes[0]?.connectedTo, []);
});

Deno.test("connect() ends the session that a function has granted it when it is aborted meanwhile", async () => {
  await using stage = new Stage();
  const leaving = new AbortController();
  const grant = async () => {
    const granted = await requestSession({}, { url: stage.service.url });
    leaving.abort();
    return granted;
  };
  const player = { context: stage.context.asContext };
  const connecting = connect({ grant, canvas: stage.page.canvas(64), player, signal: leaving.signal });
  await assert.rejects(connecting, { name: "AbortError" });
  assert.equal(stage.service.sessions.size, 0);
  assert.deepEqual(stage.context.nodes[0]?.connectedTo, []);
});

Deno.test("connect() plays and shows a session, and forwards its events", async () => {
  await using stage = new Stage();
  const types: string[] = [];
  const { page, context, service } = stage;
  await using human = await connect({
    url: service.url,
    canvas: page.canvas(64),
    player: { context: context.asContext, prebufferMs: 0 },
    idle: false,
    onEvent: ({ type }) => types.push(type),
  });
  assert.deepEqual(service.requests, [{ extras: ["word", "state", "emotion", "cue", "replace"] }]);
  human.say("Hello.");
  await until(() => types.includes("audio_chunk"), "speech");
  context.pass(100);
  assert.equal(human.position?.positionMs, 100);
});

Deno.test("a person who wants less motion gets a calmer face, unless the page says how much it moves", async () => {
  Object.defineProperty(globalThis, "matchMedia", { value: () => ({ matches: true }), configurable: true });
  try {
    for (const character of [undefined, { motion_gain: 0.8 }]) {
      await using stage = new Stage();
      const { page, context, service } = stage;
      const player = { context: context.asContext };
      await using human = await connect({
        url: service.url,
        canvas: page.canvas(64),
        player,
        ...(character && { character }),
      });
      human.say("Hello.");
      await until(() => stage.told("user_text").length === 1, "the text");
      const calm = character ? [] : [{ character: { motion_gain: 0.3 } }];
      assert.deepEqual(stage.told("control_update").map(({ control }) => control), calm);
    }
  } finally {
    Reflect.deleteProperty(globalThis, "matchMedia");
  }
});
