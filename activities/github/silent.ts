/** For Octokit, which would print a line for each 304, 404 and deprecation; what matters is in the answer. */
export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
