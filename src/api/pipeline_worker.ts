/**
 * The program of a worker that runs a pipeline.
 *
 * @module
 */
import { systemClock } from "../contract/clock.ts";
import { openProject } from "./project.ts";
import { type Service, startService } from "./service.ts";
import type { QuotaAnswers } from "./access/quotas.ts";
import type { MainAnswers, PipelineAnswers, PipelineSetup } from "./workers/pipeline.ts";
import { PortCalls } from "./workers/port_calls.ts";
import { RemoteStore } from "./workers/store_calls.ts";
import { surviveStrays } from "./workers/strays.ts";

let quotas: QuotaAnswers | undefined;
let service: Service | undefined;
let sessionsElsewhere = 0;

function running(): Service {
  if (service === undefined) throw new Error("the pipeline has not started");
  return service;
}

async function start({ root, imports, port, cores, hasStore, announces }: PipelineSetup): Promise<string> {
  const project = await openProject({ root: new URL(root), ...(imports !== undefined && { imports }) });
  service = await startService({
    ...project,
    findLocal: true,
    ...(hasStore && { store: new RemoteStore(main) }),
    pipeline: {
      ...(port !== null && { port }),
      cores,
      announces,
      quotas: {
        owned: (owner) => main.call("owned_elsewhere", owner).catch(() => 0),
        tell: (use) => void main.call("used", use).catch(() => {}),
        answer(mine) {
          quotas = mine;
        },
      },
      mayCreate,
      sessionsElsewhere: () => sessionsElsewhere,
      isHeldElsewhere: (sessionId) => main.call("held_elsewhere", sessionId).catch(() => false),
      tellSessions: (count) => void main.call("sessions", count).catch(() => {}),
      statusOfAll: () => main.call("status_of_all", null),
      measuredOfAll: () => main.call("measured_of_all", null),
    },
  });
  // Without the main thread there is no one to tell.
  service.broken.then((reason) => main.call("broken", reason)).catch(() => {});
  return service.url;
}

async function mayCreate(): Promise<() => void> {
  // If the main thread does not answer, the limits are kept less exactly.
  await main.call("may_create", null).catch(() => {});
  let isCreated = false;
  return () => {
    if (isCreated) return;
    isCreated = true;
    void main.call("created", null).catch(() => {});
  };
}

const answers: PipelineAnswers = {
  start,
  status: () => running().status(),
  measured: () => running().measured(),
  elsewhere(sessions) {
    sessionsElsewhere = sessions;
  },
  holds: (sessionId) => service?.sessions.has(sessionId) ?? false,
  owned: (owner) => quotas?.owned(owner) ?? 0,
  used_elsewhere: (use) => quotas?.used(use),
  ping() {},
  stop: () => service?.stop() ?? Promise.resolve(),
};

const main = new PortCalls<MainAnswers>(globalThis, answers, systemClock);
surviveStrays();
