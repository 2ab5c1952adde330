import assert from "node:assert/strict";
import { fetchGrant, requestOf } from "../../../src/client/element/attributes.ts";
import { FakeService } from "../../support/tth_service.ts";

Deno.test("a grant-url that passes on a refusal shows the service's reason, any other answer what is wrong", async () => {
  const answers = [
    Response.json({ code: "unauthorized", detail: "no valid API key" }, { status: 401 }),
    Response.json({ sessionId: "s1" }),
    new Response("<h1>Not found</h1>", { status: 404 }),
  ];
  await using service = new FakeService({ fetch: () => answers.shift() ?? new Response() });
  const url = new URL("/grant", service.url);
  const refusal = async () => {
    const error = await fetchGrant(url, {}, new AbortController().signal).catch((error: Error) => error);
    assert.ok(error instanceof Error);
    return error.message.replace(url.href, "/grant");
  };
  assert.equal(await refusal(), 'grant-url="/grant" answered 401: no valid API key');
  const remedy = "no session. Let it pass on what POST /v1/sessions of the service answers.";
  assert.equal(await refusal(), `grant-url="/grant" answered 200: ${remedy}`);
  assert.equal(await refusal(), `grant-url="/grant" answered 404: ${remedy}`);
});

Deno.test("src is an address or a path of the page, and a host without a scheme is refused", () => {
  const urlOf = (src: string) => {
    const element = {
      baseURI: "https://page.example/shop/",
      getAttribute: (name: string) => name === "src" ? src : null,
    };
    return requestOf(element, "").url?.href;
  };
  assert.equal(urlOf("http://localhost:8000"), "http://localhost:8000/");
  assert.equal(urlOf("/human"), "https://page.example/human");
  for (const src of ["127.0.0.1:8000", "localhost:8000/human", "ws://tth.example", "http://"]) {
    assert.throws(() => urlOf(src), { code: "bad_attribute", message: /an address such as http:/ }, src);
  }
});
