import { testServers } from "../../support/servers/check.ts";

testServers("send other sound");
