/// Server-sent events by the letter (WHATWG HTML, section 9.2): LF, CRLF and CR, comments,
/// several `data` lines, no space behind the colon, and characters or line ends split over reads.
package io.smoothllm.proxy.dialect.sse;
