import assert from "node:assert/strict";
import { createCanvas } from "@napi-rs/canvas";
import { openPainter } from "../../../src/client/picture/paint/open_painter.ts";
import { PagePainter } from "../../../src/client/picture/paint/page_painter.ts";
import { type PaintReply, type PaintRequest, servePainter } from "../../../src/client/picture/paint/painter_worker.ts";
import {
  type PainterPort,
  type PainterThread,
  startPainterThread,
  WorkerPainter,
} from "../../../src/client/picture/paint/worker_painter.ts";
import { FakePage, pixelsOf } from "../page.ts";

/** A painter's thread without a thread: what is sent waits until it is delivered. */
class FakeThread implements PainterThread, PainterPort {
  readonly worker = this;
  readonly started = Promise.resolve(true);
  readonly replies: PaintReply[] = [];
  onmessage: PainterPort["onmessage"] = null;
  onerror: PainterPort["onerror"] = null;
  ended = false;
  readonly #requests: PaintRequest[] = [];
  readonly #scope: Parameters<typeof servePainter>[0] = {
    onmessage: null,
    postMessage: (reply) => {
      this.replies.push(reply);
      this.onmessage?.(new MessageEvent("message", { data: reply }));
    },
  };

  constructor() {
    servePainter(this.#scope);
  }

  postMessage(request: PaintRequest): void {
    this.#requests.push(structuredClone(request));
  }

  /** Lets the thread work on the oldest request. Returns whether there was one. */
  deliver(): boolean {
    const request = this.#requests.shift();
    if (request) this.#scope.onmessage?.(new MessageEvent("message", { data: request }));
    return request !== undefined;
  }

  /** The pictures that were painted; `null` for those that look like the one before. */
  get pictures(): (ImageBitmap | null)[] {
    return this.replies.flatMap((reply) => reply.type === "painted" ? [reply.picture] : []);
  }

  [Symbol.dispose](): void {
    this.ended = true;
  }
}

/** A page whose threads can draw, and a painter on one of them. */
class Studio implements Disposable {
  readonly page = new FakePage();
  readonly thread: FakeThread;
  readonly painter: WorkerPainter;
  readonly #own = Object.getOwnPropertyDescriptor(globalThis, "OffscreenCanvas");

  constructor(look: string) {
    Object.defineProperty(globalThis, "OffscreenCanvas", { value: ThreadCanvas, configurable: true, writable: true });
    this.thread = new FakeThread();
    this.painter = new WorkerPainter(this.thread, { look }, {});
  }

  [Symbol.dispose](): void {
    this.painter[Symbol.dispose]();
    if (this.#own) Object.defineProperty(globalThis, "OffscreenCanvas", this.#own);
    this.page[Symbol.dispose]();
  }
}

/** What a painter asks of an `OffscreenCanvas`. */
class ThreadCanvas {
  constructor(width: number, height: number) {
    const canvas = createCanvas(width, height);
    const transferToImageBitmap = () => {
      const picture = createCanvas(canvas.width, canvas.height);
      picture.getContext("2d").drawImage(canvas, 0, 0);
      canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
      return Object.assign(picture, { close() {} });
    };
    return Object.assign(canvas, { transferToImageBitmap });
  }
}

Deno.test("WorkerPainter shows what a painter of the page shows, when its thread has drawn it", () => {
  using studio = new Studio("leo");
  const [canvas, expected] = [studio.page.canvas(128), studio.page.canvas(128)];
  using pagePainter = new PagePainter({ look: "leo" });
  pagePainter.paint({ jawOpen: 0.5 }, expected);
  studio.painter.paint({ jawOpen: 0.5 }, canvas);
  assert.notEqual(canvas.width, 128, "nothing is shown yet");
  while (studio.thread.deliver());
  assert.deepEqual([canvas.width, canvas.height], [128, 128]);
  assert.deepEqual(pixelsOf(canvas), pixelsOf(expected));
});

Deno.test("WorkerPainter draws the newest pose after the one that is being drawn, and none between", () => {
  using studio = new Studio("leo");
  const canvas = studio.page.canvas(96);
  for (const jawOpen of [0, 0.2, 0.4, 0.6, 1]) studio.painter.paint({ jawOpen }, canvas);
  while (studio.thread.deliver());
  assert.equal(studio.thread.pictures.length, 2);
  const last = pixelsOf(canvas);
  studio.painter.paint({ jawOpen: 1 }, canvas);
  while (studio.thread.deliver());
  assert.equal(studio.thread.pictures.at(-1), null, "a pose that looks the same is not drawn again");
  assert.deepEqual(pixelsOf(canvas), last);
});

Deno.test("WorkerPainter tells when its first picture is shown, cannot be drawn, or is no longer wanted", async () => {
  const outcomes: [string, (studio: Studio) => unknown][] = [
    ["shown", ({ thread }) => thread.deliver() && thread.deliver()],
    ["failed", ({ thread }) => thread.onerror?.(new ErrorEvent("error"))],
    ["not wanted", ({ painter }) => painter[Symbol.dispose]()],
  ];
  for (const [name, happen] of outcomes) {
    using studio = new Studio("leo");
    const canvas = studio.page.canvas(96);
    studio.painter.paint({}, canvas);
    let settled = false;
    studio.painter.shown.then(() => settled = true);
    await Promise.resolve();
    assert.equal(settled, false, name);
    happen(studio);
    await Promise.resolve();
    assert.equal(settled, true, name);
    if (name === "shown") assert.equal(pixelsOf(canvas)[(48 * 96 + 48) * 4 + 3], 255);
  }
});

Deno.test("WorkerPainter draws another person from the next pose on", () => {
  using studio = new Studio("leo");
  const canvas = studio.page.canvas(96);
  const pictureOf = (look: string) => {
    studio.painter.wear({ look });
    studio.painter.paint({}, canvas);
    while (studio.thread.deliver());
    return pixelsOf(canvas);
  };
  const leo = pictureOf("leo");
  assert.notDeepEqual(pictureOf("mira"), leo);
  assert.deepEqual(pictureOf("leo"), leo);
});

Deno.test("WorkerPainter draws on after a picture that failed, and ends its thread", () => {
  using studio = new Studio("leo");
  const canvas = studio.page.canvas(96);
  studio.painter.paint({}, canvas);
  studio.thread.onerror?.(new ErrorEvent("error"));
  studio.painter.paint({ jawOpen: 1 }, canvas);
  while (studio.thread.deliver());
  assert.equal(studio.thread.pictures.length, 2);
  assert.equal(studio.thread.ended, false);
  studio.painter[Symbol.dispose]();
  assert.equal(studio.thread.ended, true);
});

Deno.test("where no thread starts, poses are drawn by the page", async () => {
  using page = new FakePage();
  let ended = false;
  const worker: PainterPort = { onmessage: null, onerror: null, postMessage: () => assert.fail("it has not started") };
  const thread = { worker, started: Promise.resolve(false), [Symbol.dispose]: () => ended = true };
  const grant = { session_id: "s", stream_url: "ws://host/v1/sessions/s/stream", token: null };
  using painter = await openPainter(grant, thread);
  const canvas = page.canvas(96);
  painter.paint({}, canvas);
  assert.equal(canvas.width, 96);
  assert.equal(ended, true);
});

Deno.test("startPainterThread() starts the script of the page where a bundler has put a file's address", async () => {
  const started: string[] = [];
  class FakeWorker {
    onmessage: (() => void) | null = null;
    constructor(url: URL | string) {
      started.push(String(url));
      queueMicrotask(() => this.onmessage?.());
    }
    terminate(): void {}
  }
  const fakes = { Worker: FakeWorker, OffscreenCanvas: ThreadCanvas, location: new URL("https://page.example/") };
  const own = Object.keys(fakes).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(fakes)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    // The module that is tested is a file, too.
    using thread = startPainterThread();
    assert.equal(await thread?.started, true);
    assert.match(started.join(), /^file:.*\/painter_worker\.js$/);
  } finally {
    for (const [name, descriptor] of own) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
});
