/**
 * The service as a library, published as `@tth/tth/service`.
 *
 * {@linkcode runProgram} is the complete program, for a project with its own adapters; {@linkcode startService} starts
 * a service inside another program.
 *
 * @module
 */
export { openRegistry, type ProgramOptions } from "./project.ts";
export { runProgram } from "./program.ts";
export { ListenError } from "./transport/listen_error.ts";
export { type Service, startService } from "./service.ts";
export type { ServiceOptions } from "./service_options.ts";
export { ConfigError, type ConfigFiles, type LoadedConfig } from "../core/config/config.ts";
export { filesBelow, filesOver } from "../core/config/files.ts";
export { type Environment, environmentOf, systemEnvironment } from "../core/config/environment.ts";
export { type ImportMap, ImportMapError } from "../core/registry/import_map.ts";
export { Registry, RegistryError, type RegistryOptions } from "../core/registry/registry.ts";
