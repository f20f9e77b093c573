/// Every way the framework can refuse a request, said as RFC 9457 problem details. A service adds
/// its own sealed problem type and one mapper, and builds its answers with [Problems].
///
/// No answer ever holds a stack trace or repeats a value that was sent.
package io.smoothllm.kit.problem;
