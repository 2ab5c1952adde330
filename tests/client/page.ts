/** A page without a browser: its refreshes, its intervals and its canvases, for tests of what runs in a browser. */
import { createCanvas } from "@napi-rs/canvas";

type Frame = (nowMs: number) => void;

/** A page, until it is disposed of. */
export class FakePage implements Disposable {
  /** Canvases that were made by the page's document. */
  made = 0;
  readonly #frames = new Map<number, Frame>();
  readonly #intervals = new Map<number, () => void>();
  readonly #globals: Readonly<Record<string, unknown>>;
  readonly #replaced = new Map<string, PropertyDescriptor | undefined>();
  #ids = 0;

  /** @param devicePixelRatio Pixels of the display for each of the page's. */
  constructor(devicePixelRatio = 1) {
    this.#globals = {
      devicePixelRatio,
      document: { hidden: false, createElement: () => this.#create() },
      getComputedStyle: () => ({ width: "", height: "", objectFit: "contain" }),
      requestAnimationFrame: (frame: Frame) => this.#add(this.#frames, frame),
      cancelAnimationFrame: (id: number) => void this.#frames.delete(id),
      setInterval: (run: () => void) => this.#add(this.#intervals, run),
      clearInterval: (id: number) => void this.#intervals.delete(id),
    };
    for (const [name, value] of Object.entries(this.#globals)) {
      this.#replaced.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
  }

  /** Intervals that run. */
  get intervals(): number {
    return this.#intervals.size;
  }

  /** Refreshes the display: what waits for it is called. */
  refresh(): void {
    const frames = [...this.#frames.values()];
    this.#frames.clear();
    for (const frame of frames) frame(performance.now());
  }

  /** Lets each interval run once. */
  tick(): void {
    for (const run of [...this.#intervals.values()]) run();
  }

  /** A canvas that covers this much of the page; what the client asks of an `HTMLCanvasElement`. */
  canvas(clientWidth: number, clientHeight = clientWidth): HTMLCanvasElement {
    const canvas = createCanvas(64, 64);
    return Object.assign(canvas, { clientWidth, clientHeight, style: {} }) as unknown as HTMLCanvasElement;
  }

  [Symbol.dispose](): void {
    for (const [name, descriptor] of this.#replaced) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }

  #create(): HTMLCanvasElement {
    this.made++;
    return this.canvas(0);
  }

  #add<T>(to: Map<number, T>, value: T): number {
    to.set(++this.#ids, value);
    return this.#ids;
  }
}

/** A copy of all that a canvas shows. */
export function pixelsOf(canvas: HTMLCanvasElement): Uint8ClampedArray {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no 2d context");
  return pen.getImageData(0, 0, canvas.width, canvas.height).data;
}
