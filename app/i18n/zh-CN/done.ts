/** What a page says after something went well. */
export default {
  saved: '已保存。',
}
