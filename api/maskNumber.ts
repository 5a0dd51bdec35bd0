/** `+886•••••004`: the country and the end, so that two numbers can be told apart and neither can be called. */
export function maskNumber(number: string): string {
  const head = number.length > 10 ? number.slice(0, 4) : '';
  return `${head}•••••${number.slice(-3)}`;
}
