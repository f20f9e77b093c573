/// Every way a call can fail. A [Problem] has the facts; each client dialect has one class that
/// says them in its own envelope.
///
/// No problem holds a credential, a prompt or an answer, so none can be logged by accident.
package io.smoothllm.proxy.problem;
