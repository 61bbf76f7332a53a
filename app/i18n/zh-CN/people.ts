/** Pages of accounts, members and standing. */
export default {
  outbox: '演示环境未连接短信或邮件服务，验证码写在服务器数据目录的 {{folder}} 文件夹中。',
}
