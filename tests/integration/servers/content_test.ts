import { testServers } from "../../support/servers/check.ts";

testServers("have other shapes");
