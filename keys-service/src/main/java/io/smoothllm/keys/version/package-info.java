/// Changes that build on what the caller has read: the version it saw, in the body or in
/// `If-Match`, must still be the current one. A caller that names none overwrites.
package io.smoothllm.keys.version;
