import { testServers } from "../../support/servers/check.ts";

testServers("do not take every request");
