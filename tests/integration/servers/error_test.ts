import { testServers } from "../../support/servers/check.ts";

testServers("fail in their own words");
