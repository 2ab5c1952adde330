import { testServers } from "../../support/servers/check.ts";

testServers("take their time");
