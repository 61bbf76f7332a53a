/** What the two sides of a thread, an interest or a deal write to each other. */
export default {
  title: '消息与文件',
  empty: '还没有消息。材料清单、补充说明、约见时间，都可以写在这里，双方留痕。',
  empty_over: '没有消息。',
  over: '对接已结束，消息只供查阅。',
  erased: '内容已删除。',
  text: '消息',
  files: '附件',
  files_hint:
    '最多 5 个，每个不超过 20 MB：PDF、图片、Word、Excel、PowerPoint。图片中的拍摄地点等信息会自动去除。',
  send: '发送',
  opens_new_window: '（在新窗口打开）',
}
