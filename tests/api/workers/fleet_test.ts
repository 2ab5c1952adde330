import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { Fleet, type Pipeline, type PipelineStart } from "../../../src/api/workers/fleet.ts";
import type { PipelineStatus } from "../../../src/api/workers/pipeline.ts";
import type { QuotaUse } from "../../../src/api/access/quotas.ts";
import type { ServiceMeasured } from "../../../src/telemetry/telemetry.ts";
import { unused } from "../../../src/telemetry/usage.ts";

const URL_OF_ALL = "http://127.0.0.1:4321";

/** A pipeline that does what the test says. */
class FakePipeline implements Pipeline {
  readonly start: PipelineStart;
  readonly lostBy = Promise.withResolvers<string>();
  readonly listens = Promise.withResolvers<string>();
  readonly told: number[] = [];
  readonly uses: QuotaUse[] = [];
  state: "running" | "stopped" | "ended" = "running";
  status: () => Promise<PipelineStatus>;

  constructor(start: PipelineStart) {
    this.start = start;
    const health = { healthy: true, latency_ms: start.index, detail: "built in" };
    this.status = () =>
      Promise.resolve({
        readiness: { ready: true, detail: "serving" },
        health: { llm: health, tts: health, avatar: health },
      });
  }

  measured(): Promise<ServiceMeasured> {
    const metric = { name: "tth.turns", description: "Turns.", unit: "{turn}", kind: "counter" } as const;
    const points = [{ attributes: { status: "completed" }, value: this.start.index + 1 }];
    const usage = { ...unused("acme", null), turns: 2 };
    return Promise.resolve({
      since: this.start.index + 5,
      metrics: [{ ...metric, points }],
      usage: [usage],
      sessions: [],
    });
  }

  get listening(): Promise<string> {
    return this.listens.promise;
  }

  get lost(): Promise<string> {
    return this.lostBy.promise;
  }

  holds(sessionId: string): Promise<boolean> {
    if (this.state !== "running") return Promise.reject(new Error("gone"));
    return Promise.resolve(sessionId === `session ${this.start.index}`);
  }

  owned(owner: string): Promise<number> {
    return owner === "acme" ? Promise.resolve(this.start.index + 1) : Promise.reject(new Error("gone"));
  }

  use(use: QuotaUse): void {
    this.uses.push(use);
  }

  tell(sessions: number): void {
    this.told.push(sessions);
  }

  stop(): Promise<void> {
    this.state = "stopped";
    return Promise.resolve();
  }

  end(reason = ""): void {
    this.state = "ended";
    this.listens.reject(new Error(reason));
  }
}

/** A fleet of fakes, which listen unless the test wants them not to; `undefined`: it takes forever. */
function stage(count = 2, listens: (start: PipelineStart, nth: number) => boolean | undefined = () => true) {
  const clock = new VirtualClock();
  const started: FakePipeline[] = [];
  const opening = Fleet.open({
    count,
    clock,
    log: getLogger(["test"]),
    start(options) {
      const pipeline = new FakePipeline(options);
      const isListening = listens(options, started.length);
      if (isListening) pipeline.listens.resolve(URL_OF_ALL);
      if (isListening === false) pipeline.listens.reject(new Error("no port"));
      started.push(pipeline);
      return pipeline;
    },
  });
  const states = () => started.map(({ state }) => state);
  return { clock, started, opening, states };
}

Deno.test("the first pipeline takes the address, and the others join it", async () => {
  const { started, opening } = stage(3);
  const fleet = await opening;
  assert.equal(fleet.url, URL_OF_ALL);
  assert.deepEqual(started.map(({ start }) => [start.index, start.port]), [[0, null], [1, 4321], [2, 4321]]);
});

Deno.test("a pipeline that cannot start ends all, with the reason", async () => {
  const { opening, states } = stage(2, ({ index }) => index === 0);
  await assert.rejects(opening, /no port/);
  assert.deepEqual(states(), ["ended", "ended"]);
});

Deno.test("a lost pipeline is replaced at once on the same port, and its sessions no longer count", async () => {
  const { clock, started, opening, states } = stage();
  await opening;
  await clock.advance(60_000);
  started[0]!.start.reports.sessions(5);
  started[1]!.start.reports.sessions(7);
  assert.deepEqual([started[0]!.told.at(-1), started[1]!.told.at(-1)], [7, 5]);
  started[0]!.lostBy.resolve("it crashed");
  await clock.advance(1);
  assert.deepEqual(states(), ["ended", "running", "running"]);
  assert.deepEqual([started[2]!.start.index, started[2]!.start.port], [0, 4321]);
  assert.deepEqual([started[1]!.told.at(-1), started[2]!.told.at(-1)], [0, 7]);
});

Deno.test("a place whose pipelines fail repeatedly is tried again ever later, and then given up", async () => {
  const { clock, started, opening } = stage();
  const fleet = await opening;
  let reason: string | undefined;
  void fleet.broken.then((why) => reason = why);
  const beganAt: number[] = [];
  for (let i = 0; i < 5; i++) {
    started.findLast(({ start }) => start.index === 1)!.lostBy.resolve("it crashed");
    const before = started.length;
    while (started.length === before && reason === undefined) await clock.advance(50);
    beganAt.push(clock.now());
  }
  assert.equal(reason, "pipeline 1 fails repeatedly: it crashed");
  const waits = beganAt.slice(0, 4).map((at, i) => Math.round((at - (beganAt[i - 1] ?? 0)) / 100) * 100);
  assert.deepEqual(waits.slice(1), [500, 1000, 2000]);
});

Deno.test("a restart replaces one pipeline after the other: the next one listens before the old one ends", async () => {
  const { clock, started, opening, states } = stage();
  const fleet = await opening;
  const stopping = Promise.withResolvers<void>();
  started[0]!.stop = () => stopping.promise.then(() => FakePipeline.prototype.stop.call(started[0]));
  const restarted = fleet.restart();
  await clock.advance(1);
  assert.deepEqual(states(), ["running", "running", "running"]);
  stopping.resolve();
  await restarted;
  assert.deepEqual(states(), ["stopped", "stopped", "running", "running"]);
  assert.deepEqual(fleet.pipelines, [started[2], started[3]]);
});

Deno.test("a restart whose first pipeline cannot start leaves the others as they are", async () => {
  const { opening, states } = stage(2, (_, nth) => nth < 2);
  const fleet = await opening;
  await fleet.restart();
  assert.deepEqual(states(), ["running", "running", "ended"]);
});

Deno.test("stopping during a restart ends the pipeline that starts, and none is replaced", async () => {
  const { clock, opening, states } = stage(2, (_, nth) => nth < 2 || undefined);
  const fleet = await opening;
  const restarted = fleet.restart();
  await clock.advance(1);
  assert.deepEqual(states(), ["running", "running", "running"]);
  await fleet.stop();
  await restarted;
  assert.deepEqual(states(), ["stopped", "stopped", "ended"]);
});

Deno.test("stopping during a restart waits for the pipeline that was replaced", async () => {
  const { clock, started, opening, states } = stage();
  const fleet = await opening;
  const stopping = Promise.withResolvers<void>();
  started[0]!.stop = () => stopping.promise.then(() => FakePipeline.prototype.stop.call(started[0]));
  void fleet.restart();
  await clock.advance(1);
  let isStopped = false;
  const stopped = fleet.stop().then(() => isStopped = true);
  await clock.advance(1);
  assert.equal(isStopped, false);
  stopping.resolve();
  await stopped;
  assert.deepEqual(states(), ["stopped", "stopped", "stopped"]);
});

Deno.test("stopping ends all pipelines, and none is replaced", async () => {
  const { clock, started, opening, states } = stage();
  const fleet = await opening;
  started[0]!.lostBy.resolve("it crashed");
  await clock.advance(1);
  started[2]!.lostBy.resolve("it crashed again");
  await clock.advance(1);
  await fleet.stop();
  await clock.advance(60_000);
  assert.deepEqual(states(), ["ended", "stopped", "stopped"]);
});

Deno.test("the state of all is ready while one serves, and healthy while all are", async () => {
  const { started, opening } = stage(3);
  const fleet = await opening;
  const { readiness, health } = await fleet.status();
  assert.deepEqual(readiness, { ready: true, detail: "serving" });
  assert.deepEqual(health.llm, { healthy: true, latency_ms: 2, detail: "built in" });
  const down = { healthy: false, latency_ms: null, detail: "no key" };
  started[1]!.status = () =>
    Promise.resolve({
      readiness: { ready: false, detail: "adapters are loading" },
      health: { llm: down, tts: down, avatar: down },
    });
  started[2]!.status = () => Promise.reject(new Error("gone"));
  const worse = await fleet.status();
  assert.deepEqual(worse.readiness, { ready: true, detail: "1 of 2 pipelines: adapters are loading" });
  assert.deepEqual(worse.health.tts, { healthy: false, latency_ms: 0, detail: "built in; no key" });
  started[0]!.status = started[2]!.status;
  assert.equal((await fleet.status()).readiness.ready, false);
});

Deno.test("what all pipelines have measured adds up, without one that does not answer", async () => {
  const { started, opening } = stage(3);
  const fleet = await opening;
  started[2]!.measured = () => Promise.reject(new Error("gone"));
  const { since, metrics, usage } = await fleet.measured();
  assert.equal(since, 5);
  assert.deepEqual(metrics[0]?.points, [{ attributes: { status: "completed" }, value: 3 }]);
  assert.deepEqual(usage, [{ ...unused("acme", null), turns: 4 }]);
  for (const pipeline of started) pipeline.measured = () => Promise.reject(new Error("gone"));
  await assert.rejects(fleet.measured(), /no pipeline answers/);
});

Deno.test("an owner's sessions in the other pipelines add up, and each pipeline reports what the owner uses", async () => {
  const { started, opening } = stage(3);
  await opening;
  const { reports } = started[1]!.start;
  assert.equal(await reports.ownedElsewhere("acme"), 4);
  assert.equal(await reports.ownedElsewhere("unknown"), 0);
  const use = { owner: "acme", turns: 1, characters: 12 };
  reports.used(use);
  assert.deepEqual(started.map(({ uses }) => uses), [[use], [], [use]]);
});

Deno.test("a pipeline learns whether another one holds a session", async () => {
  const { started, opening } = stage(3);
  await opening;
  const { reports } = started[1]!.start;
  started[2]!.state = "ended";
  const held = await Promise.all([0, 1, 2].map((index) => reports.isHeldElsewhere(`session ${index}`)));
  assert.deepEqual(held, [true, false, false]);
});

Deno.test("pipelines create sessions one after the other; one that is lost or slow does not keep the others waiting", async () => {
  const { clock, started, opening } = stage(2);
  const fleet = await opening;
  const order: string[] = [];
  const ask = (index: number, name: string) => {
    const { reports } = started[index]!.start;
    void reports.mayCreate().then(() => order.push(name));
    return reports;
  };
  const first = ask(0, "a");
  const second = ask(1, "b");
  ask(0, "c");
  ask(0, "d");
  ask(1, "e");
  await clock.advance(1);
  second.created();
  await clock.advance(1);
  assert.deepEqual(order, ["a"], "only who may create says that it has");
  first.created();
  await clock.advance(1);
  assert.deepEqual(order, ["a", "b"]);
  second.created();
  await clock.advance(1);
  assert.deepEqual(order, ["a", "b", "c"]);
  started[0]!.lostBy.resolve("it crashed");
  await clock.advance(1);
  assert.deepEqual(order, ["a", "b", "c", "d", "e"], "the lost one gives up its places");
  ask(1, "f");
  await clock.advance(900);
  assert.equal(order.at(-1), "e");
  await clock.advance(200);
  assert.equal(order.at(-1), "f", "the slow one is no longer waited for");
  await fleet.stop();
  await clock.advance(1000);
  assert.equal(clock.pending, 0);
});
