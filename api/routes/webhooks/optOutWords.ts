/** What carriers, gateways and laws know as "send me no more": in English, and in Chinese simplified and traditional. */
const OPT_OUT_WORDS: readonly string[] = `
  stop stopall unsubscribe cancel end quit optout revoke
  t td r 退订 退訂 取消 停止 拒收 取消订阅 取消訂閱 停止发送 停止發送
  回复t 回复td 回复t退订 回复td退订 退订t 不要再发 不要再發 不要再传 不要再傳
`
  .trim()
  .split(/\s+/);

/** Whether a reply is one of those words and nothing else. Width, case, blanks and marks make no difference. */
export const isOptOut = (text: string): boolean =>
  OPT_OUT_WORDS.includes(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, ''),
  );
