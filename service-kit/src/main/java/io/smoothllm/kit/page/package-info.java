/// Lists in pages, newest first, by cursor: `{"items":[…],"next":cursor or null}`.
package io.smoothllm.kit.page;
