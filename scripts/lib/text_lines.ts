/**
 * Lines of a stream of text.
 *
 * @module
 */

/** Cuts text into lines, without their ends. */
export class TextLineStream extends TransformStream<string, string> {
  constructor() {
    let open = "";
    super({
      transform(chunk, controller) {
        const lines = (open + chunk).split(/\r?\n/);
        open = lines.pop() ?? "";
        for (const line of lines) controller.enqueue(line);
      },
      flush(controller) {
        if (open !== "") controller.enqueue(open);
      },
    });
  }
}
