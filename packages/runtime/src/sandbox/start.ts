import "./accept-code-caches";
import { compileRuntime } from "./program";

compileRuntime().run();
