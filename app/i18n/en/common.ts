export default {
  product_name: 'Lianqiao',
  product_line: 'Supply, demand and financing',
  error: {
    title_401: 'Please sign in',
    title_403: 'You may not see this page',
    title_404: 'Page not found',
    title_409: 'Things have changed',
    title_422: 'Something you sent is not right',
    title_429: 'Too many attempts',
    title_503: 'Out of service for a moment',
    title_500: 'Something went wrong',
    body_404:
      'The address may be wrong, or the content was taken down. You can search from the home page.',
    body_500:
      'The fault is ours and has been recorded. Please try again later; what you entered was not changed.',
    home: 'Back to the home page',
  },
}
