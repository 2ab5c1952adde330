import { testServers } from "../../support/servers/check.ts";

testServers("frame their answers in other ways");
