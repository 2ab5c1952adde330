/**
 * The pictures in `config/backgrounds`, for clients that draw poses. They are decoration and need no key.
 *
 * @module
 */
import { Hono } from "hono";
import { Background } from "../../contract/persona/background.ts";
import { RequestError } from "../../contract/errors.ts";
import { PROJECT_ROOT } from "../../core/project_root.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

/**
 * The route `/backgrounds/{name}`.
 *
 * @param folder Default: `config/backgrounds` of the project.
 */
export function backgroundRoutes(folder: URL = new URL("config/backgrounds/", PROJECT_ROOT)): Hono {
  const app = new Hono();
  app.get("/backgrounds/:name", async (c) => {
    const image = c.req.param("name");
    // A valid name cannot leave the folder.
    const isName = Background.safeParse({ image }).success;
    const bytes = isName ? await Deno.readFile(new URL(image, folder)).catch(() => undefined) : undefined;
    if (bytes === undefined) {
      throw new RequestError(`config/backgrounds holds no ${JSON.stringify(image)}`, {
        code: "not_found",
        status: 404,
      });
    }
    const contentType = CONTENT_TYPES[image.slice(image.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    return c.body(bytes, 200, {
      "content-type": contentType,
      "cache-control": "max-age=300",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    });
  });
  return app;
}
