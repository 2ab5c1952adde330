/**
 * The calls that report what was measured: `GET /metrics` for Prometheus, `GET /v1/usage`, and the sessions of a tenant.
 *
 * @module
 */
import { Hono } from "hono";
import type { SessionList, Usage as UsageAnswer, UsageAmounts } from "../../contract/protocol/http.ts";
import type { Config } from "../../core/config/config.ts";
import { DEFAULT_TENANT } from "../../core/config/sections/tenants.ts";
import type { Metric } from "../../telemetry/metric.ts";
import { PROMETHEUS_TYPE, prometheusText } from "../../telemetry/prometheus.ts";
import type { ServiceMeasured } from "../../telemetry/telemetry.ts";
import { unused, type UsedAmounts } from "../../telemetry/usage.ts";
import { isPrivate } from "../access/auth.ts";
import type { Actor } from "../access/audit.ts";

/** Maximum number of sessions in a list. */
const MAX_LISTED = 100;

/**
 * Makes the routes. The caller has been identified before.
 *
 * @param measured What all pipelines have measured together.
 * @param config Says who is told which sessions there are: where strangers need no key, a session's id is all that
 *   protects it.
 */
export function telemetryRoutes(measured: () => Promise<ServiceMeasured>, config: Config): Hono<{ Variables: Actor }> {
  const mayList = (tenant: string) => tenant !== "" || isPrivate(config);
  const app = new Hono<{ Variables: Actor }>();
  app.get("/metrics", async (c) => {
    const { metrics } = await measured();
    const text = prometheusText(metrics.map((metric) => visibleTo(c.get("tenant"), metric)));
    return c.body(text, 200, { "content-type": PROMETHEUS_TYPE });
  });
  app.get("/v1/usage", async (c) => {
    const tenant = c.get("tenant");
    const usage = usageOf(tenant, await measured());
    return c.json(mayList(tenant) ? usage : { ...usage, sessions: [] });
  });
  app.get("/v1/sessions", async (c) => {
    const tenant = c.get("tenant");
    const { sessions } = await measured();
    const own = sessions.filter((session) => mayList(tenant) && session.tenant === tenant).map(({ listed }) => listed)
      .toSorted((a, b) => b.created_at.localeCompare(a.created_at));
    return c.json({ sessions: own.slice(0, MAX_LISTED), total: own.length } satisfies SessionList);
  });
  return app;
}

/** A metric without what others have used: only the service's own keys, or everyone if there are none, see all. */
function visibleTo(caller: string, metric: Metric): Metric {
  if (caller === "" || caller === DEFAULT_TENANT) return metric;
  const isVisible = ({ attributes: { tenant = caller } }: Metric["points"][number]) => tenant === caller;
  if (metric.kind === "histogram") return { ...metric, points: metric.points.filter(isVisible) };
  return { ...metric, points: metric.points.filter(isVisible) };
}

function usageOf(tenant: string, { since, usage }: ServiceMeasured): UsageAnswer {
  const own = usage.filter((one) => one.tenant === tenant);
  const total = own.find(({ sessionId }) => sessionId === null) ?? unused(tenant, null);
  return {
    since: new Date(since).toISOString(),
    total: amountsOf(total),
    sessions: own.flatMap(({ sessionId, ...used }) =>
      sessionId === null ? [] : { session_id: sessionId, ...amountsOf(used) }
    ).reverse(),
  };
}

function amountsOf({ turns, charactersIn, charactersOut, speechSeconds, provider }: UsedAmounts): UsageAmounts {
  return {
    turns,
    characters_in: charactersIn,
    characters_out: charactersOut,
    speech_seconds: speechSeconds,
    provider: { ...provider },
  };
}
