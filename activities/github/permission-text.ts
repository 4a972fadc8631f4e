/** How GitHub begins or words refusals that a person must mend; everything else may be a fault of the moment. */
const known = [
  /\bnot accessible\b/i,
  /\bmust (have|grant|be an?|be authenticated)\b/i,
  /\bSAML\b|single sign-on/i,
  /\bIP (address|allow list)\b/i,
  /\b(forbids|restricts?|restrictions|enabled OAuth App)\b/i,
  /\bpermissions?\b|\bnot authorized\b|\bunauthorized\b|\bscopes?\b/i,
  /\b(suspended|disabled|archived)\b/i,
  /\bupgrade to\b/i,
  /\badministrative rules\b/i,
];

/** Whether the words of a 403 say that the token lacks something, or that the owner has switched it off. */
export function isPermissionText(message: string): boolean {
  return known.some((words) => words.test(message));
}
