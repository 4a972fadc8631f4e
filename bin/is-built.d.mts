/** Whether `dist` is what the build makes of the sources as they are now; true where there are none. */
export function isBuilt(): boolean;
