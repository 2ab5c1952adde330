import { testServers } from "../../support/servers/check.ts";

testServers("speak another dialect");
